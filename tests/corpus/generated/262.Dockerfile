# c

FROM ${BASE}:${VERSION:-3.20}
LABEL com.example.title="d \" e" café=1 com.example.title=/usr/bin:$PATH
ARG	com.example.title \	 
b_c=a=b \	 
PATH=a=b
USER \
#
# two
\\
ADD 	 --unpack $(pwd) \\ >out	
FROM --platform=$BUILDPLATFORM ghcr.io/astral-sh/uv:0.8
WORKDIR \
	\ a \\ x=y ${A:-b} #hash
ENTRYPOINT ["a" "b"]
EXPOSE "double $HOME" ]