# syntax=docker/dockerfile:1
ARG BASE=alpine
FROM localhost:5000/team/app:1.2
MAINTAINER 🦀 = [ )
MAINTAINER {x,y}	🦀	||	\\	]	'' 
HEALTHCHECK --start-period=2s CMD ["a\u00e9\n", "\\"]
  arg café=a  PATH="d e"
RUN --mount="type=bind,source=a b,target=/x" --network=none \
	🦀
Copy --chown=1000:1000 \	 

["a", "b"]
ARG A=ü
ENV \ 
   
  x.y=ü A="d \" e"
ENV \ 
   
café='it'\''s'
