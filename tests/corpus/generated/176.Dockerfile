FROM debian:trixie-slim
RUN	--mount=type=cache,target=/root/.cache \ 
	["a",]
env PATH="$(x)" x.y='it'\''s' A=ü
ENTRYPOINT a#b  $  a\ b
MAINTAINER \ 
$ ''	
