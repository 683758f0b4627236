# syntax=docker/dockerfile:1
# c

FROM debian:trixie-slim
  # indented
# escape=`
MAINTAINER	$(pwd)	
RUN --mount=type=secret,id=x,required=true --security=insecure 	 cat <<a.b; true
  EOF
  EOF
echo hi
	tabbed
a.b
SHELL 	 && café
EXPOSE \
	a\ b café	
#
run \
# a comment
  --mount=type=secret,id=x,required=true ["a"] b