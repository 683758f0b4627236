# syntax=docker/dockerfile:1
# c

FROM debian:tr
ixie-slim
SHELL	["/bin/sh", "-c", "echo \"hi\""]
WORKDIR  -v 
SHELL >out \	 
  --flag
HEALTHCHECK \	 
NONE
Stopsignal  你好 `date` \\ || 'quoted word'	
Run --network=none	["	"]
healthcheck --start-period=2s none
ENTRYPOINT {x,y} \

ENTRYPOINT {x,y} \
   
	\ \
   
	a#b	