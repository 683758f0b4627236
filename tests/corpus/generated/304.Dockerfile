FROM ${BASE}:${VERSION:-3.20}
VOLUME ( 
MAINTAINER 2>&1 ) [ 🦀 <
Copy --exclude=*.md --link=false <<EOF <<"END" /dest/
ä
echo hi
EOF
# not a comment
END
ENV A=ü \
A='x\
 y' \
x.y=a=b \
com.example.title=f\ g
Healthcheck	--interval=5s \ 
	--timeout=1m30s none
COPY --from=build --chown=$USER  ["a",]
ARG café=ü \	 

  com.example.title=1 \	 

  PATH="multi \
  line" \	 

  com.example.title="d \" e"
  CMD	["a"] b
ENV café 🦀 \
#
# two
$VAR \
#
# two
$ \
#
# two
''
