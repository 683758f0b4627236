# makes: gcr.io/distroless/cc-debian13:nonroot
FROM debian:trixie-slim AS packages
WORKDIR /root-fs
RUN apt-get update && (cd /tmp && apt-get download libssl3t64 zlib1g libgcc-s1 libgomp1 libstdc++6 gcc-14-base) \
 && for package in /tmp/*.deb; do dpkg-deb -x "$package" /root-fs; done

FROM gcr.io/distroless/base-nossl-debian13:nonroot
COPY --from=packages /root-fs /
