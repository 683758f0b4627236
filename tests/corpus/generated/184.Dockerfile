FROM gcr.io/distroless/static-debian12:nonroot
#
Label com.example.title #hash &&
ONBUILD run ( = /app a#b #hash $	
Shell "double $HOME" 	 2>&1 
MAINTAINER	`date`
	
ENTRYPOINT 	 ["a" "b"]
FROM --platform=$BUILDPLATFORM --platform=$BUILDPLATFORM \	 
	scratch AS Base
EXPOSE |
USER ==1.2 "double $HOME" /app café a 🦀	
RUN \ 

  --mount=type=bind,from=build,source=/x,target=/y,rw 	 cat 3<<'E_1' 3<<'END'
	tabbed
echo hi
E_1
	tabbed
	tabbed
END
ADD \
# a comment
	--checksum=sha256:0000000000000000000000000000000000000000000000000000000000000000 --unpack <<'E_1' <<-'EOF' /dest/
# not a comment
E_1
FROM x
ä
		EOF
