# check=skip=all
# syntax=x
ARG BASE=alpine
FROM ghcr.io/astral-sh/uv:0.8
from	--platform=$BUILDPLATFORM localh
ost:5000/team/app:1.2
#
SHELL 'quoted word'  \\  >out  2>&1  'quoted word'
ENTRYPOINT \
  # indentRYPOINT \
  # indented
$(pwd) ) = x=y |	
