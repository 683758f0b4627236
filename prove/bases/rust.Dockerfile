# makes: rust:1-trixie
FROM debian:trixie
RUN apt-get update && apt-get install -y --no-install-recommends cargo rustc gcc libc6-dev ca-certificates tzdata && rm -rf /var/lib/apt/lists/*
CMD ["bash"]
