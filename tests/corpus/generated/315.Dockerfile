# syntax=docker/dockerfile:1
# c

FROM ${BASE}:${VERSION:-3.20}
From python:3.13-slim
ADD --link \

  --link \

<<E_1 /dest/
E_1
  COPY --link=false  --exclude=*.md ] 🦀 'quot