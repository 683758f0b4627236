# syntax=docker/dockerfile:1
FROM gcr.io/distroless/static-debian12:nonroot
ONBUILD Env	café="d e"
EXPOSE	a\ b \
   
	./src/ \
   
	= \
   
	-v \
   
	'qu\
   
	-v \
   
	'quoted word' \
   
	]
EXPOSE x=y "" ( --ag
EXPOSE \	 
# a comment
	${A:-b} "double $HOME"
MAINTAINER = 	 $ 	 café 	 a#b 	 ) 
