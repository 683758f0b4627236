# escape=`
ARG BASE=alpine
FROM al