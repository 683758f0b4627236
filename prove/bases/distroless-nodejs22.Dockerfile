# makes: gcr.io/distroless/nodejs22-debian13:nonroot
FROM node:22-trixie AS node

FROM gcr.io/distroless/cc-debian13:nonroot
COPY --from=node /usr/local/bin/node /nodejs/bin/node
ENTRYPOINT ["/nodejs/bin/node"]
