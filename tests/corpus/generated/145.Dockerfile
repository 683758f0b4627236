# syntax=docker/dockerfile:1
# c

FROM alpine
FROM docker.io/library/node:24 AS build
ENV x.y=a=b café=/usr/bin:$PATH PATH=ü sr/bin:$PATH PATH=ü café=1
EXPOSE	$	./src/	\\	`date`	&&
ENV	x.y 2>&1 >out ; [
EXPOSE `
date` 'quoted word'
Workdir 'quoted word' {x,y} -v --flag	
#
FROM 	 python:3.13-slim As  build
