# makes: azul-zulu:21-debian13
FROM debian:trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends openjdk-21-jdk-headless ca-certificates tzdata && rm -rf /var/lib/apt/lists/*
CMD ["jshell"]
