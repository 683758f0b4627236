# c

FROM äpfel
  Env b_c \	 
   
café ||
cmd >out 🦀 /app x=y 'quoted word'
USER && = \ -v 
#
ARG b_c PATH café x.y='x\
 y'
ENV A="multi \
  line" 	 b
_c="mult
i \
  line" 	 café="d \" e" 	 A=f\ g
# hello
Maintainer  "double $HOME" ) 🦀 
Arg 	 com.example.title="d e" Plti \
  line" com.example.title=f\ g
ADD /app ${A:-b} "" \\
