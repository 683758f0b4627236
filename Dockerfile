# syntax=docker/dockerfile:1
# The site in a container: `docker build -t basewise . && docker run --rm -p 8080:8080 basewise`.
# It follows its own advice: the compiler stays in the first stage; what ships is a static file server without a
# package's worth of extras, as a user who owns nothing. `cargo xtask test` asks the engine about this very file.

FROM rust:1.98-slim-trixie AS build
WORKDIR /basewise
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/basewise/target \
    cargo --locked xtask build

FROM nginx:1.30-alpine3.24-slim
COPY docs/hosting/nginx.conf /etc/nginx/nginx.conf
COPY --from=build /basewise/dist /srv/basewise
USER nginx
EXPOSE 8080
HEALTHCHECK CMD wget -q -O /dev/null http://127.0.0.1:8080/ || exit 1
CMD ["nginx", "-g", "daemon off;"]
