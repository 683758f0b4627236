# check=skip=all
# syntax=x
FROM scratch
RUN --network=none --network=none *.txt 
  MAINTAINER café $VAR *.txt 
Run 	 --security=insecure a#b
HEALTHCHECK CMD ["a" "b"]
Env  café='x\
 y' A=f\ g
