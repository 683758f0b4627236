# escape=`
# c

FROM äpfel
Volume  ) 你好 "double $HOME" =
HEALTHCHECK	--timeout=1m30s  --interval=5s `
# a comment
	NONE
VOLUME /app  'quoted word'  [
ENTRYPOINT ["/bin/sh", "-c", "echo \"hi\""]
RUN --mount=type=cache,target=/root/.cache [ "a" ]
ARG café  A='x\
 y'
add --link `
   
<<EOF /dest/
	tabbed
echo hi
#[ not a comment
EOF
Env A `
# a comment
a\ b ] '' [
