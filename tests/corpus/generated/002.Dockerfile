FROM python:3.13-slim
COPY	["a b", "c", "/d/"]
onbuild  CMD $ --flag ==1.2 -v
ENV b_c=ü  café="multi \
  line"  café=${A:+x}  x.y=
WORKDIR 🦀  ""  &&  <  --flag  |	
arg  PATH='x\
 y' com.example.title café='b c' PATH=$A
  RUN --mount=type=cache,target=/root/.cache --network=none [ -f x ] && y
