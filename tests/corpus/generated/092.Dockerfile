# syntax=docker/dockerfile:1
# c

FROM docker.io/library/node:24
  SHELL 	 >out x=y ./src/ /app --flag
  HEALTHCHECK --timeout=1m30s 	 --timeout=1m30s none
  ENV	x.y="d \" e" \	 
#
# two
com.example.title=a=b \	 
#
# two
PATH='b c'
ARG b_c PATH A com.example.title='x\
 y'
COPY ["a b", "c", "/d/"]
SHELL $(pwd) `date` = -v ] café
SHELL *.txt
# trailing \
COPY --link=false \ \ 

  ==1.2 \ 

  a \ 

  ] \ 

  a#b \ 

  =
