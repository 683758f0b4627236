# check=skip=all
# syntax=x
# c

FROM localhost:5000/team/app:1.2
  VOLUME 'quoted word' $(pwd) #hash 
  LABEL A=f\ g PATH=
user \
   
	( 'quoted word' [ \\ [ 
EXPOSE *.txt #hash 
EXPOSE *.txt #has
h 你好 =	
VOLUME 	 ) ) 2>&1	
wor ( $VAR $(pwd) "double $HOME" /app $VAR
Workdir café	
