# syntax=docker/dockerfile:1
ARG BASE=alpine
FROM debian:trixie-slim
RUN ['a', 'b']
LABEL b_c='x\
 y'
RUN --security=insecure <<'E_1' cat
$VAR `x` \
E_1
STOPSIGNAL a#b 'quoted word'
	
	
  CMD ] ./src/ = café a
entrypoint	; /app "double $HOME"	
# trailing \
MAINTAINER $VAR
Shell 	 '' café < -v 2>&1 `date`
Stopsignal ) 'quoted word'