# makes: busybox:1.38.0-musl
FROM debian:trixie-slim AS packages
WORKDIR /root-fs/bin
RUN apt-get update && (cd /tmp && apt-get download busybox-static) && dpkg-deb -x /tmp/busybox-static*.deb /tmp/one \
 && cp /tmp/one/usr/bin/busybox busybox \
 && for tool in $(./busybox --list); do [ -e "$tool" ] || ln -s busybox "$tool"; done

FROM scratch
COPY --from=packages /root-fs /
CMD ["sh"]
