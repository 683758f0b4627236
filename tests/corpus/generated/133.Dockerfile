# escape=`
ARG BASE=alpine
FROM scratch
healthcheck\
 --interval=