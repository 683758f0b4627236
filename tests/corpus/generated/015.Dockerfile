FROM mcr.microsoft.com/dotnet/sdk:9.0
RUN \ 
&& 2>&1 #hash 
env	x.y=1
  COPY ["a", "b"]
ENTRYPOINT  \ #hash "double $HOME" || ) 
COPY --from=0 ["a b", "c", "/d/"]
ENTRYPOINT ["a\u00e9\n", "\\"]
RUN	--security=insecure \	 
;	"double $HOME"	a	x=y 
ONBUILD	Env  com=y 
ONBUILD	Env  com.example.title="$(x)" \

  PATH=${A:+x} \

  café="$(x)" \

  x.y="$(x)"
run --mount="type=bind,source=a b,target=/x" --network=none \	 

	] a $VAR 你好	
Copy	--link=false  --flag >out 🦀 [ $(pwd) /a
pp 
LABEL x.y	;
MAINTAINER $(pwd) && $(pwd)
