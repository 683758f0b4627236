FROM golang:1.24@sha256:abababababababababababababababababababababababababababababababab
ENV café=a=b 	 x.y=/usr/bin:$PATH 	 A=a=b 	 A='it'\''s'
run 'quoted word' 'quoted word' ./src/ 你好 #hash 
MAINTAINER `date` \
&& \
-v 
CMD = ( --flag
Cmd 	 a \	 
  # indented
  /app \	 
  # indented
  ||
COPY --chmod=755 ; *.txt a#b
COPY 	 <<"EOF" /dest/
EOF
RUN --network=none --mount=type=bind,from=build,source=/x,target=/y,rw 	 = /app ] "double $HOME" ''
COPY 	 ["a",]
Maintainer [ 	 ./src/ 	 $VAR
FROM  --platform=linux/amd64 \	 
	localhost:5000/team/app:1.2
ONBUILD \
  RUN --security=insecure 	 --security=insecure 2>&1 /app < >out {x,y} 
