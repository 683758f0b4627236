# makes: gcr.io/distroless/python3-debian13:nonroot
FROM debian:trixie-slim AS packages
WORKDIR /root-fs
RUN apt-get update && (cd /tmp && apt-get download libpython3.13-minimal libpython3.13-stdlib python3.13-minimal \
      libbz2-1.0 libcom-err2 libcrypt1 libdb5.3t64 libexpat1 libffi8 libgssapi-krb5-2 libk5crypto3 libkeyutils1 libkrb5-3 \
      libkrb5support0 liblzma5 libncursesw6 libtinfo6 libnsl2 libreadline8t64 libsqlite3-0 libtirpc3t64 libuuid1) \
 && for package in /tmp/*.deb; do dpkg-deb -x "$package" /root-fs; done \
 && ln -sf python3.13 usr/bin/python3

FROM gcr.io/distroless/cc-debian13:nonroot
COPY --from=packages /root-fs /
ENTRYPOINT ["/usr/bin/python3.13"]
