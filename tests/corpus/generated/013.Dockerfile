ARG BASE=alpine
FROM ${REGISTRY}/x
COPY 	 --chown=1000:1000  --chmod=755 你好 "double $HOME" ; café	
COPY --parents --link=false a\ b café café = -v (
COPY --link a\ b 'quoted word' {x,y} 🦀	
FROM --platform=linux/amd64 --platform=linux/amd64 mcr.microsoft.com/dotnet/sdk:9.0
# trailing \
ENV café -v	(	*.txt
MAINTAINER =	./src/	café	>out	"double $HOME"
COPY --from=0  --link=false <<-'E_1' /dest/
ä


FROM x
E_1
