# c

FROM $BASE
FROM 	 --platform=linux/amd64  gcr.io/distroless/static
-debian12:nonroot
FROM debian:trixie-slim As	build
workdir *.txt \ 
  # indented
	/app \ 
  # indented
	$(pwd) \ 
  # indented
	café
EXPOSE ; 
RUN --mount=type=cache,target=/root/.cache --security=insecure	= 
USER \	 
#
# two
	x=y --flag	
FROM --platform=$B]UILDPLATFORM 	 ${BASE}:${VERSION:-3.20}
