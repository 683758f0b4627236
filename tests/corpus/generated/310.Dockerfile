#escape = \
FROM gcr.io/distroless/static-debian12:nonroot
ENV  PATH < 2>&1
STOPSIGNAL	a#b	(	''
ARG \ 
#
# two
	x.y x.y com.example.title='b c'
Copy ["a",]
copy --exclude=*.md --link \

	["a",]
STOPSIGNAL 2>&1
LABEL \
# a comment
	PATH=a=b A=ü b_c="multi \
  line" café="d \" e"
WORKDIR ] $(pwd) | [ 'quoted word' 
RUN --mount=type=bind,from=build,source=/x,target=/y,rw --mount=type=secret,id=x,required=true ["unfinished
WORKDIR ] 2>&1
CMD  ['a', 'b']