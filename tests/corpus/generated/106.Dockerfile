# escape=`
FROM mcr.microsoft.com/dotnet/sdk:9.0
USER ( && 🦀 | '' a\ b
ENV café=f\ g
VOLUME 2>&1 你好 || *.txt 
STOPSIGNAL #hash	==1.2	café	=	\\	2>&1	
ENV 	 x.y=${A:+x} ` 
# a comment
com.example.title=1 ` 
# a comment
b_c="d e" ` 
# a comment
café=/usr/bin:$PATH
COPY --link --exclude=*.md `
# a comment
  3<<END /dest/
FROM x
END
  RUN ` 
	--mount=type=cache,target=/root/.cache *.txt 
HEALTHCHECK --timeout=1m30s NONE
WORKDIR |
