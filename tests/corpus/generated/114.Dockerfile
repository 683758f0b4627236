# c

FROM python:3.13-slim
Maintainer \
  # indented
	🦀	
  run --mount=type=bind,from=build,source=/x,target=/y,rw --mount="type=bind,source=a b,target=/x" ) $VAR "double $HOME" a\ b [ 
cmd ["a"] b
COPY 你好 \
# a comment
  [	
EXPOSE \
   
""
FROM --platform=$BUILDPLATFORM python:3.13-slim