FROM debian
RUN set -eux; \
    arch="$(dpkg --print-architecture)"; \
    case "$arch" in \
        amd64) url='https://x/amd64' ;; \
        arm64) url='https://x/arm64' ;; \
        *) echo >&2 "no $arch"; exit 1 ;; \
    esac; \
    \
    wget -O x "$url"; \
    if [ -n "$A" ]; then echo a; fi; \
    for f in a b; do echo $f; done; \
    ( cd /x && ./configure ); \
    { echo 1; echo 2; } > y
