FROM ${BASE}:${VERSION:-3.20}
STOPSIGNAL	'quoted word' && x=y
#
  Shell  a#b \\ a#b a
STOPSIGNAL = [ /app `date`	
Onbuild \

	ARG com.example.title=$A
RUN ["你"]
WORKDIR {x,y}	2>&1	\ 
RUN cat <<-"E_1"; true
$VAR `x` \
# not a comment
FROM x
		E_1
COPY --link=false	--chown=$USER \ -v 
ONBUILD COPY  ["a", "b"]