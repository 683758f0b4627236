FROM ghcr.io/astral-sh/uv:0.8
MAINTAINER \
   
'' ]AINTAINER \
   
'' ]
ENTRYPOINT $	
EXPOSE ==1.2	-v	'quoted word'	a	--flag
  COPY --parents ["a", "b"]
EXPOSE 	 |
ENV café=  b_c=a
  ENV 	 x.y 'quoted wo-rd'	你好
env x.y	café ./src/
  MAINTAINER \
 