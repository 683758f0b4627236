ARG BASE=alpine
FROM docker.iolpine
FRO\M docker.io/library