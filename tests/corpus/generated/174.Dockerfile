ARG BASE=alpine
FROM alpine
CMD ["unfinished
  CMD =
ONBUILD RUN -v --flag	
  COPY --from=build 	 3<<END /dest/
  EOF
# not a comment
	tabbed
# not a comment
END

LABEL \	 
com.example.title=a=b
FROM --platform=linux/amd64 golang:1.24@sha256:abababababababababababababababababababababababababababababababab as stage-1
EXPOSE )
