# syntax=docker/dockerfile:1
# c

FROM mcr.microsoft.com/dotnet/sdk:9.0
RUN 3<<-EOF > /x && echo
  EOF
  EOF
EOF
Label  x.y=$A 	 b_c="d \" e" 	 PATH=${A:+x} 	 A=a
EXPOSE &&  ''	
	
  CMD ==1.2	=	(	#hash	[	*.txt	
RUN \
# a comment
  a 	 ( 	 'quoted word' 	 | 	 'quoted word' 	 a	
env x.y=ü PATH="multi \
  line" A="$(x)"
MAINTAINER |
env café café \	 
  # indented
	;
healthcheck \	 

none

LABEL café=f\ g	café='b c'	PATH="$(x)"
