# c

FROM ghcr.io/astral-sh/uv:0.8
RUN \
  # indented
  || \ 
#
# two
  $VAR \ 
#
# two
  x=y
ENTRYPOINT ["a",]
USER 'quoted word' x=y	
ENV x.y=f\ g
  FROM --platform=$BUILDPLATFORM \
   
  --platform=$BUILDPLATFORM alpine AS x.y
STOPSIGNAL ; \\ a#b
ENV \
# a comment
x.y=$A x.y='it'\''s' com.example.title=$A
onbuild COPY 🦀 ${A:-b} ;
