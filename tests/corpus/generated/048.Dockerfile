#escape = \
ARG BASE=alpine
FROM localhost:5000/team/app:1.2
# trailing \
ARG café  café
WORKDIR ==1.2 
LABEL café \
  # indented
  `date` |
Run --mount=type=cache,target=/root/.cache --mount=type=secret,id=x,required=true ["a" "b"]
RUN ; 你好 a#b *.txt	
Stopsignal {x,y} 	 [ 	 $ 	 ==1.2 	 `date`	
ONBUILD RUN \ 
  café
USER #hash ./src/	
