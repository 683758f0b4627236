# c

FROM docker.io/library/node:24
RUN --mount=type=secret,id=x,required=true 	 ( = ${A:-b}	
Run [ "x", \
  "y" ]
#
ENTRYPOINT ['a', 'b']
WORKDIR ./src/ ;
  STOPSIGNAL café
Run --mount"type=bind,source=a b,target=/x"	$VAR || {$VAR ==1G \
   
	café=a=b x.y=a=b
ENTRYPOINT \
["a", "b"]
COPY  x=y ==1.2
