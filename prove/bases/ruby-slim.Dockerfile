# makes: ruby:3.3-slim-trixie
FROM debian:trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends ruby ca-certificates tzdata && rm -rf /var/lib/apt/lists/*
CMD ["irb"]
