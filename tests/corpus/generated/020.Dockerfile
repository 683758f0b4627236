ARG BASE=alpine
FROM ${REGISTRY}/x
Run --security=insecure 3<<'a.b' 3<<"END"; true
$VAR `x` \
a.b
END
  ADD \
--chown=app <<-"EOF" /dest/

EOF
  ONBUILD 	 CMD 	 ${A:-b} a\ b ] {x,y} 
Env \	 
# a comment
A \
  # indented
	🦀 	 $ 	 x=y 	 --flag
VOLUME \
  ./src/ /app *.txt && \ \
copy ["a", "b"]
ADD --keep-git-dir=true ( \ 
# a comment
  2>&1 
HEALTHCHECK NONE
  RUN --mount=type=bind,from=build,source=/x,target=/y,rw  --mount="type=bind,source=a b,target=/x" 3<<EOF; true

EOF
  RUN [ "x", \
  "y" ]
ENTRYPOINT ["你"]
