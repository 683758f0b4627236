# c

FROM ${REGISTRY}/x
ENV A=$A PATH=1 PATH='b c'
MAINTAINER \\ [ ${A:-b} x=y '' {x,y} 
COPY ""double $HOME" -v ( "double $HOME"
	
COPY --chown=1000:1000 --from=build ["a", "b"]
USER 🦀  -v
Shell	;
Run --security=insecure = \\ 你好
ENV x.y=ü x.y=a=b PATH="$(x)"
ENV PATH *.txt \	 
< \	 
>out \	 
)
