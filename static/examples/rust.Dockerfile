# A Rust program, linked against the C library of the stage that builds it.
FROM rust:1.90 AS build
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY src ./src
RUN cargo build --release --locked

FROM debian:bullseye-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
COPY --from=build /src/target/release/courier /usr/local/bin/courier
USER 1000
ENTRYPOINT ["courier"]
