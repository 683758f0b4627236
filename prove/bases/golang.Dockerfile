# makes: golang:1.24-trixie
# makes: golang:1.24
FROM debian:trixie
RUN apt-get update && apt-get install -y --no-install-recommends golang-go gcc libc6-dev ca-certificates git && rm -rf /var/lib/apt/lists/*
ENV GOTOOLCHAIN=local GOPATH=/go PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
WORKDIR /go
