#escape = \
ARG BASE=alpine
FROM ${BASE}:${VERSION:-3.20}
STOPSIGNAL && 你好
A