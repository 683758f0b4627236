# check=skip=all
# syntax=x
ARG BASE=alpine
FROM alpine
ADD \
  # indented
	--chown=app  || 	 $VAR
WORKDIR  < $
EXPOSE $(pwd) 	 && 	 ] 	 \ 	 ""