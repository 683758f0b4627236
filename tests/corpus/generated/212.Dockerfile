# syntax=docker/dockerfile:1
# c

FROM alpine
STOPSIGNAL < a\ b "double $HOME" {x,y} (	
RUN --mount=type=cache,target=/root/.cache ]  --flag  ;  ==1.2  ./src/
Maintainer  "double $HOME" 
  ENV	b_c=${A:+x}	A=a	b_c='it'\''s'
ENV com.example.title="d e"
ADD --unpack <<'EOF' /dest/
EOF
  COPY ./src/ && ''	

ONBUILD  arg	x.y A="$(x)" x.y="$(x)" A=a
Expose	>out \
# a comment
2>&1
ENV com.example.title="multi \
  line" b_c=$A b_c=f\ g
# hello
