# check=skip=all
# syntax=x
FRO
M scratch
# escape=`
# trailing \
CMD x=y --flag x=y 
ENV café=/usr/bin:$PATH
MAINTAINER 你好	"double $HOME"
MAINTAINER \\	
COPY --link=false --chmod=755 <<-END /dest/
	tabbed
  EOF
  EOF
		END
Env b_c= x.y="$(x)"
From \ 
   
  docker.io/library/node:24
