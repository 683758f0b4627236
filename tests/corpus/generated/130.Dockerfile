#escape = \
ARG BASE=alpine
FROM golang:1.24@sha256:abababababababababababababababababababababababababababababababab
MAINTAINER \ 
# a comment
$VAR  ==1.2  2>&1  #hash  /app  $(pwd)
CMD [ -f x ] && y
ENTRYPOINT  a\ b ) ${A:-b} 你好 你好
VOLUME >out ${A:-b} 
Expose && 2>&1 你好 a\ b 
Shell  \ ./src/ x=y	
LABEL	x.y="d \" e" b_c='it'\''s'
Cmd ["/bin/sh", "-c", "echo \"hi\""]
MAINTAINER ; -v ./src/
ONBUILD \	 
  # indented
  COPY 	 <<-"a.b" /dest/

echo hi
echo hi

		a.b
ENV PATH=/usr/bin:$PATH \
A="d e" \
PATH=a \
b_c=f\ g
run --mount=type=cache,target=/root/.cache "" 	 ==1.2 	 = 	 \\ 	 \	
