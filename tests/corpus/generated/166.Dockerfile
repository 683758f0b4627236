# c

FROM docker.io/library/node:24
EXPOSE *.txt --flag a	
RUN --mount="type=bind,source=a b,target=/x" ["a\u00e9\n", "\\"]
env x.y='b c'
FROM 	 --platform=linux/amd64 --platform=linux/amd64 mcr.microsoft.com/dotnet/sdk:9.0
HEALTHCHECK --start-interval=1s --start-period=2s CMD [ "a" ]
LABEL 	 A 🦀
copy --link=false \
   
  --chmod=755 ["a b", "c", "/d/"]
