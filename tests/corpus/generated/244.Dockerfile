# syntax=docker/dockerfile:1
ARG BASE=alpine
FROM debian:trixie-slim
VOLUME \ 
  && ${A:-b} #hash a	
CMD \  a  ||  \  >out  ||
Volume 	 a	|	./src/	-v 
SHELL \
{x,y} \ 
#
# two
	`date` \ 
#
# two
	= \ 
#
# two
	./src/ \ 
#
# two
	a	
  Arg PATH=a=b \	 

  x.y='it'\''s' \	 

  A
EXPOSE 	 'quoted word'	[	""	x=y
SHELL ["a",]
Workdir  \ *.txt a\ b 🦀 
  FROM --platform=linux/amd64 \
--platform=linux/amd64 ${REGISTRY}/x
HEALTHCHECK \
   
cmd curl -f http://x
