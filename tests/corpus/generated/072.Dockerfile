# c

FROM ghcr.io/astral-sh/uv:0.8
Cmd 	 [ -f x ] && y
#
ENV A | \

  #hash \

  a#b
