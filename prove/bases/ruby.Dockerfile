# makes: ruby:3.3-trixie
FROM debian:trixie
RUN apt-get update && apt-get install -y --no-install-recommends ruby ruby-dev build-essential ca-certificates tzdata && rm -rf /var/lib/apt/lists/*
CMD ["irb"]
