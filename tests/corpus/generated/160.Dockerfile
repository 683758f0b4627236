# c

FROM $BASE
  COPY  --chown=$USER x=y && x=y {x,y}	
WORKDIR /app 	 (
VOLUME ] ( a#b /app
STOPSIGNAL (  ${A:-b}  ${A:-b}  \\  /app 
ARG b_c \	 
	café=1
FROM golang:1.24@sha256:abababababababababababababababababababababababababababababababab AS	Base
ENTRYPOINT = 	 \ 	 *.txt	
