# syntax=docker/dockerfile:1
# c

FROM ${REGISTRY}/x
ADD	-v ] a#b ==1.2
COPY ["a",]
VOLUME 🦀	&&	a\ b	$VAR	>out	\	
MAINTAINER café
ARG x.y
Run ${A:-b}
healthcheck --interval=5s CMD [ -f x ] && y
SHELL [ -f x ] && y
Add 'quoted word' \
	a	
#
  # indented
HEALTHCHECK --interval=5s --retri-interval=5s --retries=3 \
	NONE
