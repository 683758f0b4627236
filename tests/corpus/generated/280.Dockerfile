ARG BASE=alpine
FROM ${REGISTRY}/x
RUN  '' 	 🦀
  MAINTAINER 	 ) = >out
	
RUN ) ; >out ==1.2 🦀 ""
Cmd 	 ["/bin/sh", "-c", "echo \"hi\""]
from --platform=$BUILDPLATFORM --platform=$BUILDPLATFORM golang:1.24@sha256:abababababababababababababababababababababababababababababababab As build
RUN \ 
  # indented
	["	"]
run --security=insecure [ "a" ]
RUN x=y \ 
   
  ${A:-b} \ 
   
  ) \ 
   
  "double $HOME" \ 
   
  ${A:-b} 
  copy --from=0 	 --chown=1000:1000 ["a",]
MAINTAINER < ; #hash '' 你好 你好
VOLUME  ./src/ \	 
   
< \	 
   
#hash \	 
   
#hash \	 
   
/app	
