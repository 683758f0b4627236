#escape = \
ARG BASE=alpine
FROM docker.io/library/node:24
ENV b_c='b c'
