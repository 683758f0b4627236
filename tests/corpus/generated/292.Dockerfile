ARG BASE=alpine
FROM localhost:5000/team/app:1.2
label b_c=${A:+x} \
	café="multi \
  line" \
	com.example.title="d e" \
	café=${A:+x}
STOPSIGNAL  \\  /app  'quoted word'	
FROM --platform=$BUILDPLATFORM 	 --platform=$BUILDPLATFORM	mcr.microsoft.com/dotnet/sdk:9.0
MAINTAINER `date` [	
USER = 	 café
EXPOSE < $(pwd) 🦀 'quoted word' ""
SHELL []
COPY  --chown=$USER	--link 	 [ | "" /app 你好
LABEL café >out ==1.2
  HEALTHCHECK	--interval=5s CMD ] a#b "" ) &&
ENV b_c='x\
 y' com.example.title='it'\''s'
