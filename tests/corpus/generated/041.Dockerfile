# syntax=docker/dockerfile:1
ARG BASE=alpine
FROM gcr.io/distroless/static-debian12:nonroot
  ENTRYPOINT 
你好 \
# a comment
  <
  Env \	 
  A=	PATH=${A:+x}
STOPSIGNAL "double $HOME" $pwd) /app "" `date` &&
