FROM golang:1.24@sha256:abababababababababababababababababababababababababababababababab
RUN --mount=type=cache,target=/root/.cache ["a\u00e9\n", "\\"]
MAINTAINER *.txt && 'quoted word' |	
from  $BASE
  copy --chown=$USER	--chown=$USER 3<<END /dest/
END
CMD ["a",]
