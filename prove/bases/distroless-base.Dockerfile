# makes: gcr.io/distroless/base-nossl-debian13:nonroot
FROM debian:trixie-slim AS packages
WORKDIR /root-fs
RUN apt-get update && (cd /tmp && apt-get download libc6) && for package in /tmp/*.deb; do dpkg-deb -x "$package" /root-fs; done

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=packages /root-fs /
