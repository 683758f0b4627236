# c

FROM gcr.io/distroless/static-debian12:nonroot
HEALTHCHECK NONE
MAINTAINER	|| ] /app
   
SHELL 	 {x,y} {x,y} *.txt
Env A=/usr/bin:$PATH A=/usr/bin:$PATH café="multi \
  line"
CMD {x,y}	#hash	$	''	\\	./src/
  COPY	--exclude=*.md \
	--from=build <<E_1 <<-EOF /dest/
	tabbed
E_1
echo hi
FROM x
ä
EOF
