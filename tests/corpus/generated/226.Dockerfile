# escape=`
FROM äpfel
  Shell ["a" "b"]
shell ["a"] b
from --platform=$BUILDPLATFORM --platform=linux/amd64 debian:trixie-slim
shell (	
ARG A PATH=$A com.example.title=${A:+x} café='b c'
SHELL x=y < #hash $VAR "double $HOME" = 
ONBUILD ARG `
# a comment
A
ARG b_c=/usr/bin:$PATH `
	PATH=${A:+x}
Expose "" ==1.2 ${A:-b} "double $HOME" "double $HOME" `date`	
LABEL A=$A
RUN <<a.b

a.b
