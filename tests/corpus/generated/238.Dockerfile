FROM ${BASE}:${VERSION:-3.20}
ONBUILD cmd ["a",]
EXPOSE $VAR || $(pwd) a
Onbuild ENV café=ü  b_c="d \" e"
  RUN ["unfinished
copy 	 --link=false --from=build *.txt $(pwd) ] x=y
SHELL \
	`date`	
SHELL && {x,y} \ `date`
SHELL >out 'quoted word'	
RUN --mount=type=bind,from=build,source=/x,target=/y,rw  cat <<'EOF' cat
$VAR `x` \
  EOF
echo hi
EOF
ENTRYPOINT \ 
	$(pwd)
ADD `date` "" ./src/	
MAINTAINER  = \	 
#
# two
  [ \	 
#
# two
  ] \	 
#
# two
  x=y \	 
#
# two
  | 