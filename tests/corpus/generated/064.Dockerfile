# escape=`
FROM ${REGISTRY}/x
ENTRYPOINT 你好 "double $HOME" $(pwd) café *.txt /app
ENTRYPOINT	"double $HOME"  /app	
ENTRYPOINT  ["a",]
   
# escape=`
WORKDIR `
#
# two
/app `
  # indented
	)
COPY	--chmod=755 	 --chmod=755 | 你好 -v 
RUN `
  --network=none --mount=type=cache,target=/root/.cache \ 
  arg b_c A=a=b café=f\ g
WORKDIR {x,y} 