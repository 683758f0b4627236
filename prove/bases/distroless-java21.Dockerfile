# makes: gcr.io/distroless/java21-debian13:nonroot
FROM debian:trixie-slim AS packages
WORKDIR /root-fs
RUN apt-get update && (cd /tmp && apt-get download openjdk-21-jre-headless) && for package in /tmp/*.deb; do dpkg-deb -x "$package" /root-fs; done \
 && mkdir -p usr/bin && ln -s ../lib/jvm/java-21-openjdk-amd64/bin/java usr/bin/java

FROM gcr.io/distroless/cc-debian13:nonroot
COPY --from=packages /root-fs /
ENTRYPOINT ["/usr/bin/java", "-jar"]
