# syntax=docker/dockerfile:1
ARG BASE=alpine
FROM alpine
WORKDIR a\ b ( a\ b $VAR ;
ARG 	 com.example.title \
	x.y \
	café='x\
 y' \
	x.y=
Entrypoint [ &&
COPY \	 

--chown=$USER ]	(	café	"double $HOME"	\\	<
ARG x.y  café="d \" e"  A=ü
