FROM mcr.microsoft.com/dotnet/sdk:9.0
STOPSIGNAL café  ${A:-b}
ENV  PATH="d \" e" b_c=1 b_c=
ENV café=${A:+x} PATH=a=b b_c=a x.y="d e"
RUN --mount=type=cache,target=/root/.cache ; $(pwd) "double $HOME" ""

run --mount=type=secret,id=x,required=true --mope=cache,target=/root/.cache \
  # indented
	["a", "b"]
  Maintainer 	 a\ b $
MAINTAINER \\ | *.txt ) '' 
