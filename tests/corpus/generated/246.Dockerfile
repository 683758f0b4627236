# c

FROM ${BASE}:${VERSION:-3.20}
CMD #hash 2>&1 \ ( café a\ b
RUN \ '' café a "" $
COPY <<'EOF' /dest/
  EOF
ä
	tabbed
EOF
  EXPOSE #hash 2>&1 | --flag x=y a#b 
RUN --mount=type=bind,from=build,source=/x,target=/y,rw	--mount=type=secret,id=x,required=true x=y \	 
   
	a#b \	 
   
	\\
ONBUILD RUN ./src/ 
ARG	PATH=
CMD ./src/ $ >out 🦀	
ONBUILD \
  # indented
	Copy	--chown=$USER <<-'EOF' /dest/
FROM x
		EOF
HEALTHCHECK --start-period=2s --start-period=2s \	 
  # indented
cmd curl -f http://x
expose [ \
	你好 \
	$ \
	a#b \
	x=y	
  COPY <<-E_1 /dest/
FROM x
$VAR `x` \
# not a comment
E_1
