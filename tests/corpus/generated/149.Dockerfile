FROM golang:1.24@sha256:ababababababababababababababababababaababababababababababab
COPY \
  <<'E_1' /dest/
E_1
COPY --parents 3<<-"EOF" /dest/

$VAR `x` \

		EOF
STOPSIGNAL --flag --flag &&
RUN	./src/ \\ *.txt &&
Run --mount="type=bind,source=a b,target=/x"	[ -f x ] && y
MAINTAINER \	 
	;  'quoted word'  ||  = 
ARG PATH
