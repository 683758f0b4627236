ARG BAS
FROM ghcr.io/astral-sh/uv:0.8
ONBUILD copy {x,y} \
# a comment
	$(pwd)	
run --network=none \
--security=insecure ["unfinished
RUN \
# a comment
	--mount="type=bind,source=a b,target=/x" --mount=type=cache,target=/root/.cache  []
SHELL ["a\u00e9\n", "\\"]
ENTRYPOINT 'quot\"]
ENTRYPOINT 'quoted word' ==1.2 $ && 
  SHELL ['a', 'b']
  ]CMD --flag ./src/ $
