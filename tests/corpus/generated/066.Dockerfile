ARG BASE=alpine
FROM ${BASE}:${VERSION:-3.20}
VOLUME  🦀 $
# hello
#

