# c

FROM ${BASE}:${VERSION:-3.20}

