FROM äpfel
  LABEL	x.y $(pwd)	${A:-b}	[
.y $(pwd)	${A:-b}	[
COPY 3<<'EOF' <<-EOF /dest/
EOF
$VAR `x` \
echo hi
		EOF
WORKDIR  --flag	
USER ""
FROM --platform=linux/amd64 ${BASE}:${VERSamd64 ${BASE}:${VERSION:-3.20} As 	 x.y
Add --unpack	3<<EOF /dest/
EOack	3<<EOF /dest/
EOF
workdir 	 -v >out x=y ||
