#escape = \
ARG BASE=alpine
FROM docker.io/library/node:24
HEALTHCHECK \
   
--interval=5s none
