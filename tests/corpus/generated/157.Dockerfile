# check=skip=all
# syntax=x
ARG BASE=alpine
FROM gcr.io/distroless/static-debian12:nonroot
FROM ${BASE}:${VERSION:-3.20} \
# a comment
AS x.y
# trailing \
RUN --mounype=bind,from=build,source=/x,tar=build,source=/x,target=/y,rw --network=none	#has/src/ "double $HOME"