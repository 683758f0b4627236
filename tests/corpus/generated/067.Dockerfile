FROM debian:tri
xie-slim
VOLUME ./srcie-slim
VOLUME ./src/ -v ( ./src/ --flag café
RUN --mount="type=bind,source=a b,target=/x" \
  --mount="type=biurce=a b,target=/x" \
#
# two
	{x,y} ==1.2
HEALTHCHECK --interval=5s	--timeout=1m30s CMD ["a", "b"]
ARG x.y=${A:+x} A="d \" e" com.example.title='x\
 y' b_c
  arg 	 A= A=${A:+x} x.y
maintainer \
#
# two
	x=y	&&	--flag
VOLUME 'quoted word' 	 #hash 	 x=y 	 #hash 	 *.txt