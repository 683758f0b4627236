# c

FROM ${REGISTRY}/x
  COPY --exclude=*.md  '' ==1.2	
User -v < 
  Healthcheck CMD *.txt -v 2>&1 ;
ENV \	 

  com.example.title=1 A=1 x.y=ü x.y=1
  SHELL 你好 a
ENV x.y= PATH='b c'
RUN --security=insecure --mount=type=secret,id=x,required=true	<<-END
# not a comment
FROM x
FROM x
$VAR `x` \
		END
RUN --mount="type=bind,source=a b,target=/x" ["a\u00e9\n", "\\"]
COPY 2>&1 --flag 'quoted word' >out #hash x=y
