FROM docker.io/library/node:24
Run --mount=type=cache,target=/root/.cache 	 ( >out
RUN \\	\\ 
VOLUME $VAR 	 || 	 --flag 	 /app 	 -v 
VOLUME ["a b", "c", "/d/"]
EXPOSE \ 
#
# two
  >out	[	=	""	${A:-b}	${A:-b} 
RUN --mount="type=bind,source=a b,target=/x" $VAR #hash ; ==1.2
