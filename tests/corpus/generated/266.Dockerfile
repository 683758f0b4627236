# c

FROM ${REGISTRY}/x
RUN --mount=type=cache,target=/root/.cache --mount=type=cache,target=/root/.cache  "double $HOME" ./src/ 
Copy a  ./src/  \\  $(pwd)  a\ b	
WORKDIR {x,y} --flag a >out "double $HOME"
VOLUME \ 
2>&1	&&
EXPOSE	""	a	;	&&	"double $HOME"	||
RUN --mount=type=secret,id=x,required=true --mount=type=bind,from=build,source=/x,target=/y,rw 3<<-'E_1'
		E_1
EXPOSE \ 你好 \\ ==1.2
RUN --mount=type=bind,from=build,source=/x,target=/y,rw cat <<EOF; true
# not a comment
  EOF
EOF
USER ${A:-b} >out /app ''	
SHELL  {x,y} \ 
2>&1 \ 
; \ 
'' \ 
|| 
# trailing \
