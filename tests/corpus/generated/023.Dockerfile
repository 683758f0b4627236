FROM alpine
ARG PATH=${A:+x} \	 
#
# two
com.example.title=1
WORKDIR 2>&1 	 a#b 
STOPSIGNAL --flag	-v	-v	= 
MAINTAINER [	|	] 
RUN --mount=type=secret
,id=x,required=true --mount="type=bind,source=a b,target=/x" cat <<'EOF'
echo hi
echo hi
  EOF
EOF
ENV x.y=a=b \
  b_c='b c'
RUN --mount=type=bind,from=build,source=/x,target=/y,rw || 	 = 	 ( 	 {x,y} 	 $(pwd) 	 )
ARG b_c café com