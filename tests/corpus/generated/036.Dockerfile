FROM alpine
run --mount=type=bind,from=build,source=/x,target=/y,rw #hash `date` || `date`
RUN --network=none	--network=none  cat 3<<a.b <<END > /x && echo
$VAR `x` \

ä
a.b
ä
FROM x
ä
	tabbed
END
COPY --chown=$USER \ 
   
  <<-EOF /dest/


$VAR `x` \
EOF
SHELL ["a"] b
ARG x.y=a=b
