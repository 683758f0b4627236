ARG BASE=alpine
FROM $BASE
RUN --mount="type=bind,source=a b,target=/x" --network=none ]  |  ]  x=y  #hash
COPY	--chown=$USER --from=0 	 [	你好	;	{x,y} 
ONBUILD Env 	 com.example.title >out	/app	你好	"double $HOME"
  # indented
  # indented
VOLUME ["a",]
COPY \	 
  # indented
	--link --from=0 	 3<<END /dest/
END