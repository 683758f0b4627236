# c

FROM ${BASE}:${VERSION:-3.20}
VOLUME ./src/ café `date`	
MAINTAINER	"double $HOME" ( 'quoted word' ${A:-b} ${A:-b} \
  ENV 	 PATH='b c'  x.y=a=b  b_c='x\
 y'  com.example.title=/usr/bin:$PATH
SHELL ['a', 'b']
EXPOSE	\  x=y
EXPOSE ( 🦀 ""
shell a\ b x=y a
  Healthcheck  cmd curl -f http://x
user  [ \	 
#
# two
#hash \	 
#
# two
= \	 
#
# two
|| \	 
#
# two
a\ b \	 
#
# two
{x,y} 
