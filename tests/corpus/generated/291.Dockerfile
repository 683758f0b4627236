# escape=`
# c

FROM ${REGISTRY}/x
run	--mount=type=bind,from=build,source=/x
,target=/y,rw >out	{x,y}	$VAR
# trailing \
ADD ["a", "b"]
COPY  --chown=$USER --parents 	 --flag 🦀 "double $HOME"	
  ADD [ `
   
	2>&1 `
   
	a#b `
   
	#hash `
   
	==1.2
WORKDIR  -v [ ; x=y	
VOLUME 你好  "double $HOME"  =  a\ b  ${A:-b}	
ENTRYPOINT < 🦀
CMD `
  /app -v	
