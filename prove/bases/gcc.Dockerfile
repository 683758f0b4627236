# makes: gcc:14-trixie
FROM debian:trixie
RUN apt-get update && apt-get install -y --no-install-recommends g++ make tzdata && rm -rf /var/lib/apt/lists/*
