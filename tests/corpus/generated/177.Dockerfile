ARG BASE=alpine
FROM ${BASE}:${VERSION:-3.20}
ADD 	 --chown=app --checksum=sha256:0000000000000000000000000000000000000000000000000000000000000000 ==1.2 🦀 `date` 'quoted word'
STOPSIGNAL a\ b $(pwd) #hash 
CMD \
#
# two
	$(pwd) ] 
User \ 
#
# two
	] ( >out a < < 
healthcheck --start-interval=1s --start-interval=1s	NONE
ENV b_c=a com.example.title=ü café=
ENV A café $VAR
LABEL \	 
x.y=/usr/bin:$PATH  A="d e"  x 
.y=a  x.y=${A:+x}
  COPY	--link=false --chown=$USER 	 ) || 你好
SHELL 2>&1 /app ) = 
