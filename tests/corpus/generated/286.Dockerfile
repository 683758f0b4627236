# escape=`
FROM $BASE
RUN --mount=type=bind,from=build,source=/x,target=/y,rw 	 --mount=type=secret,id=x,required=true []
Env x.y=/usr/bin:$PATH x.y=a=b x.y=a=b PATH=${A:+x}
#
  RUN `	 
  # indented
  cat 3<<"a.b"


FROM x
a.b
SHELL 2>&1 
LABEL ` 

	b_c=${A:+x} b_c="$(x)" x.y=a b_c='x\
 y'
COPY	--chown=1000:1000 ["a", "b"]
HEALTHCHECK none
COPY --chown=1000:1000 	 --parents <<'END' /dest/

END
	
FROM --platform=$BUILDPLATFORM --platform=linux/amd64 mcr.microsoft.com/dotnet/sdk:9.0
COPY --parents `
  --parents ["a b", "c", "/d/"]
