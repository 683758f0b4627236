FROM gcr.io/distroless/static-debian12:nonroot
ENV A=$A
VOLUME a \
#
# two
	`date` \
#
# two
	)
volume  ["a b", "c", "/d/"]
WORKDIR \ \
#
# two
	x=y \
#
# two
	"" \
#
# two
	""
ENTRYPOINT \ 
   
	["a" "b"]
CMD []
