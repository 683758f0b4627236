FROM debian:trixie-slim
  Shell --flag ] #hash -v *.txt < 
FROM \
#
# two
  --platform=linux/amd64 mcr.microsoft.com/dotnet/sdk:9.0 \ 
#
# two
As stage-1
COPY \	 

--chown=1000:1000 --link=false ]	<	'quoted word'	a 
WORKDIR -v {x,y} \\ \\	
  VOLUME	${A:-b}
From --platform=$BUILDPLATFORM gcr.io/distroless/static-debian12:nonroot  As stage-1
R
UN ["	"]
ENV 	 PATH=$A PATH=a=b b_c=a b_c=f\ g
ONBUILD USER 你好 ''
	
Run --mount="type=bind,source=a b,target=/x" --mount=type=secret,id=x,required=true cat <<'E_1'; true
echo hi
$VAR `x` \
E_1
RUN --mount="type=bind,source=a b,target=/x" -v '' ${A:-b} ;	
