ARG BASE=alpine
FROM scratch
VOLUME x=y	café	$	x=y	\\	=	
# escape=`
  VOLUME ==1.2	
copy 3<<'EOF' /dest/
EOF