ARG BASE=alpine
FROM ${REGISTRY}/x
STOPSIGNAL \\  (  ]	
  COPY --chown=1000:1000 --chmod=755 a#b ==1.2 2>&1 {x,y} {x,y} ||
shell [ -f x ] && y
user  [ \ 
# a comment
[ \ 
# a comment
$(pwd)	
CMD	$VAR 🦀 < {x,y}
MAINTAINER ) x=y /app )	
RUN \
   
--mount="type=bind,source=a b,target
=/x" 	 --mount=type=secret,id=x,required=true	["a" "b"]
ENV A='b c'
VOLUME ["a", "b"]
   
  work]dir $(pwd)	`date`	[	\	[	a#b
