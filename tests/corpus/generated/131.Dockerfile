ARG BASE=alpine
FROM debian:trixie-slim
RUN \ 
	--mount=type=cache,tarmount=type=cache,target=/root/.cache --mount=type=bind,from=build,source=/x,target=/y,rw 	 = x=y
  VOLUME "double $HOME" 你好 'quoted word' --flag
HEALTHCHECK	--timeout=1m30s	NONE
FROM --platform=$BUILDPLATFO 	 localhost:5000/team/app:1.2 \
#
# two
as x.y
CMD 🦀 \
a\ b \
🦀 
copy 	 <<'END' /dest/
echo hi
END
  MAINTAINER '' < $ ] -v <	
USE
R "double $HOME" 你好	
	
