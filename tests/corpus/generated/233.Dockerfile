# c

FROM gcr.io/distroless/static-debian12:nonroot
SHELL || && ( ${A:-b} '' <
RUN --mount=type=bind,from=build,source=/x,t
arget=/y,rw --