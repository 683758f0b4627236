# syntax=docker/dockerfile:1
FROM ${REGISTRY}/x
ENTRYPOINT café
ONBUILD	RUN --mount=type=cache,target=/root/.cache && a /app || 2>&1 (	
SHELL ==1.2
cmd "" 	 "double $HOME"
Healthcheck \ 
--start-period=2s  CMD ["a"] b
ARG \
A="multi \
  line" A=1 PATH="$(x)" café
copy 	 --exclude=*.md --chmod=755	>out $(pwd) a#b || ]
EXPOSE 🦀 \	 
# a comment
	/app \	 
# a comment
	-v \	 
# a comment
	$(pwd) \	 
# a comment
	&& \	 
# a comment
	[	
  SHELL	'' a ${A:-b}
  CMD 	 ; 🦀 café >out	
  Run ["a",]
COPY 	 --chmod=755  --from=0 ["a", "b"]
