# makes: php:8.4-cli
# makes: php:8.4-cli-trixie
FROM debian:trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends php8.4-cli ca-certificates tzdata && rm -rf /var/lib/apt/lists/* \
 && printf '#!/bin/sh\nset -e\nif [ "${1#-}" != "$1" ]; then set -- php "$@"; fi\nexec "$@"\n' > /usr/local/bin/docker-php-entrypoint \
 && chmod +x /usr/local/bin/docker-php-entrypoint
ENTRYPOINT ["docker-php-entrypoint"]
CMD ["php", "-a"]
