FROM ${BASE}:${VERSION:-3.20}
  VOLUME $VAR
env \	 

b_c=a \ 
   
b_c="$(x)"
ONBUILD CMD [ ./src/ '' ) [	
ENV 	 A=
SHELL ["unfinished
HEALTHCHECK 	 --inter
val=5s NONE
  COPY --exclude=*.md \	 
*.txt  ""  $  🦀  [
# hello
copy --chmod=755 --from=0 \
 
 # indented
	] | [ "double $HOME" [ "" 
