#escape = \
ARG BASE=alpine
FROM scratch
FROM \
#
# two
alpine 	 As x.y
COPY  --parents --link  'quoted word' ==1.2 $(pwd) 你好 
RUN $VAR 	 ./src/ 	 >out 	 >out 	 ./src/ 	 $(pwd)
ENV com.example.title="d \" e" x.y='x\
 y'
FROM --platform=$BUILDPLATFORM scratch AS Base
HEALTHCHECK --retries=3 --start-period=2s NONE
RUN  --mount=type=cache,target=/root/.cache	<<"EOF"; true
# not a comment
EOF
ONBUILD COPY --link 	 2>&1 ==1.2
ARG com.example.title x.y=1
copy < 你好 ; 
