# syntax=docker/dockerfile:1
# c

FROM scratch
ADD --link \

`date`  <  ''
EXPOSE ./src/ -v $VAR
ENTRYPOINT ["/bin/sh", "-c", "echo \"hi\""]
  # indented
EXPOSE || #hash x=y *.txt	
Entrypoint ['a', 'b']
CMD < $VAR ( --flag ;	
