# c

FROM localhost:5000/team/app:1.2
USER	你好  🦀  {x,y}  |	
COPY --from=build --chown=$USER 2>&1 --flag ( (	
ENV com.example.title \
ENV com.example.title="d e" PATH='x\
 y' PATH='x\
 y' x.y="multi \
  line"
ONBUILD 	 COPY --link  --link \	 
# a comment
  *.txt *.txt || a a#b ''
COPY  --from=0 --chown=$USER <<a.b /dest/
ä
a.b
Run --network=none --security=insecure	["a",]
from --platform=linux/amd64 --platform=$BUILDPLATFORM golang:1.24@sha256:abababababababababababababababababababababababababababababababab as	build
ENV café=ü \
  x.y='x\
 y'
ADD 3<<"a.b" <<EOF /dest/

echo hi
	tabbed
# not a comment
a.b
$VAR `x` \
EOF
CMD \
  # indented
	==1.2 $ 'quoted word' >out 
  ARG x.y com.example.title=/usr/bin:$PATH x.y=1 x.y="$(x)"
