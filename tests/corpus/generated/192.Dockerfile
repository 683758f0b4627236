ARG BASE=alpine
FROM python:3.13-slim
ARG PATH b_c=f\ g
VOLUME ; 	 \
ENV PATH \ $
ONBUILD	RUN	--mount=type=bind,from=build,source=/x,target=/y,rw  =
EXPOSE [ a\ b \ 
WORKDIR ""
ARG	café="d \" e" 	 x.y='b c'
#
