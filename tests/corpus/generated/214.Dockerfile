#escape = \
# c

FROM $BASE
ARG b_c=${A:+x} A= café=a
  HEALTHCHECK 	 --start-period=2s CMD [ -f x ] && y
ONBUILD \	 
  CMD \	 
   
	[ 	 x=y
onbuild	RUN --mount=type=bind,from=build,source=/x,target=/y,rw --network=none \\ \\ 
Cmd ["	"]
Copy ["a",]
  entrypoint $  x=y  café  'quoted word' 