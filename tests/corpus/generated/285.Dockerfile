# check=skip=all
# syntax=x
ARG BASE=alpine
FROM ${BASE}:${VERSION:-3.20}
STOPSIGNAL -v \
#
# two
	| \
#
# two
	`date` \
#
# two
	a \
#
# two
	${A:-b} \
#
# two
	a#b 
ENV x.y=f\ g x.y='it'\'s' com.example.title=${A:+x}
COPY 3<<EOF /dest/
echo hi
FROM x
echo hi
$VAR `x` \
EOF
Run 3<<-'a.b' <<-EOF
		a.b
EOF
WORKDIR {x,y} a \ "double $HOMEy} a \ "double $HOME" $(pwd) )
	
Cmd [ "a" ]
expose ( \

  -v \

  || \

  [ \

  -v \

  `date`
CMD "double $HOME" \
# a comment
  'quoted word' \
# a comment
  a \
# a comment
  ${A:-b} \
# a comment
  || 
stopsignal *.txt #hash "double $HOME" >out && 🦀	
