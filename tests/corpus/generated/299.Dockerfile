# c

FROM ghcr.io/astral-sh/uv:0.8
from 	 rm=linux/amd64	--platf orm=$B