# A C++ server, built on Ubuntu and shipped with its compiler.
FROM ubuntu:22.04
ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update && apt-get install -y build-essential cmake libssl-dev
WORKDIR /src
COPY . .
RUN cmake -B build -DCMAKE_BUILD_TYPE=Release && cmake --build build --parallel && cmake --install build
RUN useradd --system --create-home relay
USER relay
EXPOSE 9000
CMD ["/usr/local/bin/relay", "--listen", "0.0.0.0:9000"]
