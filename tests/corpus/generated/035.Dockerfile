#escape = \
ARG BASE=alpine
FROM debian:trixie-slim
   
COPY	] $VAR a#b a
RUN --security=insecure \ 
# a comment
--mount=
type=secret,id=x,required=true	<<"EOF"; true
	tabbed
# not a c