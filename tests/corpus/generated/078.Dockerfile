FROM golang:1.24@sha256:abababababababababababababababababababababababababababababababab
   
   
RUN --security=insecure  --mount=type=cache,target=/root/.cache ['a', 'b']
ONBUILD RUN ["unfinished
WORKDIR 	 "double $HOME" \ a ${A:-b} 🦀 a#b
EXPOSE 	 <	=	==1.2 
run 	 <<EOF cat
  EOF
# not a comment
	tabbed
EOF
VOLUME ["a", "b"]
EXPOSE < && 你好 
ARG café=1
ENTRYPOINT \	 
["a\u00e9\n", "\\"]
