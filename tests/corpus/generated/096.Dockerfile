ARG BASE=alpine
FROM ${REGISTRY}/x
ADD | a\ b \ a	
SHELL /app  --flag  x=y
VOLUME ; ; *.txt {x,y} $(pwd)
ENV	b_c=f\ g \
PATH=/usr/bin:$PATH
FROM --platform=$BUILDPLATFORM 	 --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:9.0 AS build
ARG b_c="d \" e" café com.example.title='x\
 y'
RUN 	 3<<-EOF <<-'E_1' cat
EOF
# not a comment
FROM x
		E_1
