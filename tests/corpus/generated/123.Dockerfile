ARG BASE=alpine
FROM python:3.13-slim
ENV  com.example.title=ü
RUN --security=insecure ["a",]
LABEL	x.y=
SHELL && \ 
`date` \ 
=
ONBUILD 	 copy a\ b 🦀
FROM --platform=linux/amd64 \ 
	--platform=$BUILATFORM \	 
debian:trixie-slim 	 as \ 

  build
EXPOSE "double $HOME" \ 
	x	
