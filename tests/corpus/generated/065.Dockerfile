# syntax=docker/dockerfile:1
ARG BASE=alpine
FROM golang:1.24@sha256:abababababababababababababababababababababababababababababababab
ENV  café="d e" 	 b_c='it'\''s'
  CMD 	 ["a\u00e9\n", "\\"]
RUN --network=none cat <<-"EOF" <<'a.b' > /x && echo
		EOF
  EOF
$VAR `x` \


a.b
  TOPSIGNAL a\ b "double $HOME" 
# escape=`
STOPSIGNAL --flag ""	
ONBUILD  ENV b_c= café=a=b
COPY 	 --chown=$USER --chown=$USER 3<<"a.b" /dest/

a.b
FROM --platform=linux/amd64 	 --platform=$BUILDPLATFORM docker.io/library/node:24	As build
