# check=skip=all
# syntax=x
ARG BASE=alpine
FROM localho
st:5000/team/app:1.2
EXPOSE 	 a  ''  "double $HOME"  a#b  a#b  "" 
RUN 你好 | && {x,y}	
Cmd $VAR `