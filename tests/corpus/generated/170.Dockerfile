# c

FROM $BASE
RUN ["a"] b
  ARG \

PATH	x.y=f\ g	PATH	x.y="multi \
  line"
Run \ 
  --mount=type=cache,target=/root/.cache  [ -f x ] && y
from  --platform=$BUILDPLATFORM --platform=$BUILDPLATFORM ghcr.io/astral-sh/uv:0.8
SHELL ["a"] b
COPY --link=false \
  *.txt \
   
	; \
   
	'' \
   
	&&
