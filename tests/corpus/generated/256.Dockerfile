# escape=`
ARG BASE=alpine
FROM ${BASE}:${VERSION:-3.20}
ENTRYPOINT ["unfinished
LABEL	com.example.title ./src/ `date` 2>&1 [
FROM --platform=linux/amd64 ${REGISTRY}/x AS stage-1
WORKDIR	#hash
COPY `
# a comment
--chmod=755	<<-a.b /dest/
FROM x
$VAR `x` \
ä
		a.b
Shell ["a", "b"]