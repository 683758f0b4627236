ARG BASE=alpine
FROM mcr.microsoft.com/dotnet/sdk:9.0
EXPOSE x=y \\
Copy \
#
# two
; "double $HOME" < $VAR

COPY --from=build --chmod=755  '' #hash a \
ENTRYPOINT ["a",]
CMD $(pwd) a\ b --flag 2>&1	
ENTRYPOINT \	 
  ["	"]
SHELL | ${A:-b} [ /app ( 
ENTRYPOINT ["a",]
Env café='x\
 y'
Run 	 [ -f x ] && y
LABEL com.example.title=1 café='b c' A="$(x)" x.y=$A
