# check=skip=all
# syntax=x
# c

FROM ghcr.io/astral-sh/uv:0.8
FROM scratch
LABEL  A 你好  ""  ==1.2
  VOLUME  {x,y}
ENTRYPOINT 	 ["a" "b"]
LABEL café $VAR ./src/ ( x=y
