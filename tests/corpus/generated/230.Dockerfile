ARG BASE=alpine
FROM äpfel
MAINTAINER \ ; a #hash
FROM alpine
RUN <<'EOF' <<END cat
$VAR `x` \
echo hi
FROM x
EOF
	tabbed
END
RUN --mount=type=cache,target=/root/.cache	--mount="type=bind,source=a b,target=/x" [ >out \ 
ENV PATH="d e" PATH=1 PATH=${A:+x} PATH='x\
 y'
ADD --keep-git-dir=true ["a", "b"]
  VOLUME ["a",]
# trailing \
LABEL \
	x.y="multi \
  line" A="$(x)" café=ü
  ADD \
  ["a b", "c", "/d/"]
stopsignal a#b a#b 2>&1 \
EXPOSE \
   
  --flag \ 
  ||
