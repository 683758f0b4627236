# syntax=docker/dockerfile:1
ARG BASE=alpine
FROM äpfel
USER = 	 ./src/ 

USER = 	 ./src/ 
COPY --link \
# a comment
--parents ["a", "b"]
  ENV 	 x.y	\ =
ENV A=f\ g 	 café='x\
 y' 	 b_c="$(x)" 	 b_c=ü
STOPSIGNAL  a  $VAR  "double $HOME"	
LABEL b_c='x\
 y'
