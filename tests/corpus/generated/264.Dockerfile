# check=skip=all
# syntax=x
# c

FROM golang:1.24@sha256:abababababababababababababababababababababababababababababababab
ADD --unpack  2>&1 	 ==1.2 	 你好 	 /app 	 {x,y}
VOLUME 2>&1 #hash ;
CMD []
SHELL \
	[ -f x ] && y
ENV \

PATH='b c' café=a=b b_c="multi \
  line" PATH="d e"
SHELL $(pwd) "" --flag < ; a\ b 
FROM --platform=linux/amd64 --platform=linux/amd64 	 docker.io/library/node:24
  ENV \
# a comment
  café='b c' x.y="d \" e" café=1
WORKDIR \
	a\ b	