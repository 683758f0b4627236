#escape
 = \
ARG BASE=alpine
FROM ghcr.io/astral-sh/uv:0.8
RUN \
  --network=none ["a" "b"]
  SHELL \ 
# a commen
t
"" 	 < 	 $(pwd) 	 