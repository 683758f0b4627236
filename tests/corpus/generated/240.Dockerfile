# check=skip=all
# syntax=x
FROM alpine
  copy ["a b", "c", "/d/"]
volume	`date`	
HEALTHCHECK none
STOPSIGNAL \
	'' {x,y}
RUN --mount=type=secret,id=x,required=true	$ ==1.2 2>&1
Expose  || $VAR $(pwd)
