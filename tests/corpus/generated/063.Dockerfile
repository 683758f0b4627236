# escape=`
ARG BASE=alpine
FROM golang:1.24@sha256:abababababababababababababababababababababababababababababababab
USER )