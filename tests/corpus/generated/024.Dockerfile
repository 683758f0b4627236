# syntax=docker/dockerfile:1
# c

FROM localhost:5000/team/app:1.2
COPY --chown=1000:1000 --from=build 	 <<-'a.b' /dest/
ä
	tabbed
a.b
MAINTAINER \

$VAR || 你好	
arg b_c="$(x)" x.y com.example.title="d \" e" x.y=${A:+x}
RUN  --mount=type=secret,id=x,required=true --security=insecure \ 

  a#b ./src/
