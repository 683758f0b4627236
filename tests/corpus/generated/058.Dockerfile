# check=skip=all
# syntax=x
FROM gcr.io/distroless/static-debian12:nonroot
ONBUILD ENV	PATH ==1.2 \	 
# a comment
\\ \	 
# a comment
a#b \	 
# a comment
x=y
MAINTAINER \ 
  # indented
'quoted word' --flag *.txt café a\ b a\ b

FROM --platform=linux/amd64 	 scratch
HEALTHCHECK CMD ["a",]
COPY \
# a comment
  3<<EOF /dest/
EOF
Maintainer  a\ b
ADD <<EOF /dest/
echo hi
$VAR `x` \
  EOF
$VAR `x` \
EOF
ONBUILD ARG A=$A x.y A=ü
  # indented
RUN --security=insecure --mount="type=bind,source=a b,target=/x" <<'EOF'
echo hi

ä
EOF
COPY --parents ; a#b "double $HOME" `date` ] <
