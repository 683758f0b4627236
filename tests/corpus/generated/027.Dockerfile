# escap
e=`
# c

FROM golang:1.24@sha256:abababababababababababababababababababababababababababab
abababab
ADD  --chown=app <<-a.b /dest/
	tabbed
  EOF
  EOF
echo hi
a.b
ONBUILD ARG  x.y=a
RUN --mount=type=cache,target=/root/.cache 	 --mount=type=cache,target=/root/.cache 🦀 #hash a a#b
ENV  x.y="$(x)"
ENV b_c=a=b café="d e" A=/usr/bin:$PATH
