ARG BASE=alpine
FROM $BASE
Maintainer --flag && a $(pwd) ==1.2 a#b
HEALTHCHECK	--start-interval=1s 	 cmd curl -f http://x
WORKDIR < $VAR
  LABEL \	 
	x.y = \
  ==1.2 \
  $VAR \
  x=y
VOLUME	["a", "b"]
ENV	com.example.title='x\
 y'
  SHELL ["a",]
EXPOSE	(  🦀  'quoted word' 
RUN  a\ b 🦀
