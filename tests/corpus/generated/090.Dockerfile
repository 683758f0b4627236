# c

FROM python:3.13-slim
  Maintainer "" | a#b
SHELL 	 ["	"]
run ["a"] b
ARG \
   
b_c=1
WORKDIR a#b ) café < =	
USER  -v  ;  *.txt  )  x=y  ]	
USER  ==1.2 )
MAINTAINER a $(pwd) ${A:-b} [	