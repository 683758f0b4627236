#escape = \
# c

FROM ${REGISTRY}/x
FROM mcr.microsoft.com/dotnet/sdk:9.0 As Base
HEALTHCHECK --retries=3  --retries=3 CMD \\
env 	 x.y='it'\''s'
RUN 3<<EOF 3<<-a.b > /x && echo
EOF
  EOF

ä
		a.b
FROM	alpine as 	 build
USER a ${A:-b} a\ b "double $HOME" \ =
RUN --mount=type=secret,id=x,required=true <<-END 3<<"EOF" cat
END
$VAR `x` \
echo hi
	tabbed
# not a comment
EOF
RUN ["unfinished
Run --network=none --security=insecure 	 ["unfinished
ENV PATH ] x=y 🦀 -v
# hello
ONBUILD COPY 	 ]	""	$VAR	你好	)
