# makes: gcr.io/distroless/static-debian13:nonroot
FROM debian:trixie-slim AS packages
WORKDIR /root-fs
RUN apt-get update && (cd /tmp && apt-get download base-files netbase tzdata tzdata-legacy media-types) \
 && for package in /tmp/*.deb; do dpkg-deb -x "$package" /root-fs; done \
 && apt-get install -y --no-install-recommends ca-certificates \
 && mkdir -p etc/ssl/certs tmp home/nonroot && chmod 1777 tmp && chown 65532:65532 home/nonroot \
 && cp /etc/ssl/certs/ca-certificates.crt etc/ssl/certs/ \
 && printf 'root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' > etc/passwd \
 && printf 'root:x:0:\nnobody:x:65534:\ntty:x:5:\nstaff:x:50:\nnonroot:x:65532:\n' > etc/group

FROM scratch
COPY --from=packages /root-fs /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
USER 65532
WORKDIR /home/nonroot
