FROM mcr.microsoft.com/dotnet/sdk:9.0
ADD --chown=app ["a",]
ADD \
	--unpack	["a",]
arg café="$(x)" 	 x.y='x\
 y' 	 x.y 	 b_c=f\ g
  RUN --mount="type=bind,source=a b,target=/x"  ["/bin/sh", "-c", "echo \"hi\""]
ADD \

  3<<-EOF /dest/
ä
EOF
ENV  b_c='b c' A=$A A="$(x)" b_c=ü
MAINTAINER 2>&1 ( ${A:-b}	