ARG BASE=alpine
FROM ${BASE}:${VERSION:-3.20}
  COPY 	 --link=false "" \	 
  a \	 
  '' \	 
  {x,y} \	 
  'quoted word'	
WORKDIR 	 ./src/ ==1.2
RUN --mount=type=bind,from=build,source=/x,target=/y,rw 	 [ "x", \
  "y" ]
SHELL café \	 
&& \	 
./src/ \	 
\\
MAINTAINER --flag x=y | = 
ENV \ 
  café 	 a#b
VOLUME a#b
