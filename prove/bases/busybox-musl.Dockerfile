# makes: busybox:1.38.0-musl
FROM debian:trixie-slim AS packages
WORKDIR /root-fs/bin
RUN apt-get update && (cd /tmp && apt-get download busybox-static musl) && dpkg-deb -x /tmp/busybox-static*.deb /tmp/one \
 && dpkg-deb -x /tmp/musl*.deb /tmp/two && cp /tmp/one/usr/bin/busybox busybox \
 && for tool in $(./busybox --list); do [ -e "$tool" ] || ln -s busybox "$tool"; done \
 && mkdir -p ../lib && cp /tmp/two/usr/lib/x86_64-linux-musl/libc.so ../lib/ld-musl-x86_64.so.1

FROM scratch
COPY --from=packages /root-fs /
CMD ["sh"]
