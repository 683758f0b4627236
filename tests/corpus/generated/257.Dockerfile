ARG BASE=alpine
FROM python:3.13-slim
shell	||	a#b	
COPY || \
   
  'quoted word' \
   
  a\ b \
   
  \ \
   
  $VAR
COPY \ 
	<<-EOF /dest
/


echo hi
  EOF
EOF
RUN --mount=type=secret,id=x,required=true && /app ) "double $HOME"	
COPY "double $HOME" = || /app 'quoted word' a#b	
