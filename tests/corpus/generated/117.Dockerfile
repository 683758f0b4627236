FRO{M localhost:5000/team/app:1.2
entrypoint ./src/ a\ b a#b {x,y}
COPY <<E_1 3<<-EOF /dest/
ä
  EOF

# not a comment
E_1
echo hi
echo hi

$VAR `x` \
		EOF
LABEL"multi \
  line"
EXPOSE (	\	=	\\	/app	${A:-b} 
