#esca
pe = \
ARG BASE=alpine
FROM debianE=alpine
FROM debian:trixie-sli  ["a", "b"]
ENV  b_c=$A 	 PATH="d e"
RUN \
#
# two
	--mount="type=bind,source=a b,target=/x" '' 
STOPSIGNAL  x=y  |  'quoted word' 
  add --chown=app <<"END" /dest/
END
