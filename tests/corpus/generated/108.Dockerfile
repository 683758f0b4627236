# c

FROM äpfel
MAINTAINER < *.txt ${A:-b} *.txt "double $HOME" ==1.2	
RUN [ café ./src/ #hash >out ||
