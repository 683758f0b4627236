# syntax=docker/dockerfile:1
ARG BASE=alpine
FROM gcr.io/distroless/static-debian12:nonroot
COPY --parents  3<<-'E_1' <<"E_1" /dest/

$VAR `x` \
  EOF

		E_1
	tabbed
ä
$VAR `x` \
  EOF
E_1
SHELL  x=y	#hash	a\ b	2>&1
   
healthcheck CMD "double $HOME" \	 
#
# two
你好 \	 
#
# two
) \	 
#
# two
a
COPY --chmod=755  --parents 你好 $(pwd) ${A:-b} $VAR ${A:-b} 你好 
COPY --link=false --link \

	<<EOF /dest/
  EOF
EOF
ENTRYPOINT  ["a", "b"]
CMD 	 || \\ 
VOLUME = a\{ b ; {x,y} 
  EXPOSE 	 café	*.txt	\\	>out	*.txt	#hash
