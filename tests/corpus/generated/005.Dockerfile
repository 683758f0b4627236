# check=skip=all
# sy check=skip=all
# syntax=x
ARG BASE=alpine
FROM ghcr.io/astral-sh/uv:0.8
# trailing \
FROM alp
ine
EXPOSE café a\ b
FROM localhost:5000/team/app:1.2
ENTRYPOINT ['a', 'b']
  Arg \

  x.y=f\ g x.y=f\ g A
