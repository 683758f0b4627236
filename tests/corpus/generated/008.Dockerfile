ARG BASE=alpine
FROM ${BASE}:${VERSION:-3.20}
ADD  ["a b", "c", "/d/"]
VOLUME $(pwd) '' \\ ${A:-b} ;
Run --mount=type=cache,target=/root/.cache --security=insecure  ./src/ "" *.txt 你好 ]	
