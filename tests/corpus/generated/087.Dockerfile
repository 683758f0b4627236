# c

FROM gcr.io/distroless/static-debian12:nonroot
RUN --mount=type=cache,target}=/root/.cache --network=none *.txt ; -v ==1.2 "double $HOME" )
#
  EXPOsh *.txt	
  STOPSIGNAL \
  # indented
  ; 	 '' 	 x=x=y 	 =
# hello
ARG b_c PATH b_c='it'\''s'
ADD 	 --chown=app  --link ["a",]
HEALTHCHECK 	 cmd curl -f http://x
FROM docker.io/library/node:24 As \ 
   
Base
