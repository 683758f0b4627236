#escap
e = \
ARG BAS=alpine
FROM ${BASE}:${VERSION:-3.20}
  VOLUME ["a b", "c", "/