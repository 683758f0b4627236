# check=skip=all
# syntax=x
# c

FROM ${REGISTRY}/x
USER 2>&1 \
  # indented
	= \
  # indented
	./src/ \
  # indented
	'' \
  # indented
	||
#
WORKDIR a\ b a café	
ENV b_c=a=b
  FROM localhost:5000/team/app:1.2
RUN --mount=type=secret,id=x,required=true --mount=type=bind,from=build,source=/x,target=/y,rw \	 
   
	''

  COPY \	 
	--chmod=755 --chmod=755	&& 	 '' 	 2>&1 	 ] 
Maintainer 	 "" (	
	
FROM 	 --platform=$BUILDPLATFORM ${BASE}:${VERSION:-3.20} AS stage-1
