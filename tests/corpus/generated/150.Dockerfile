ARG BASE=alpine
FROM gcr.io/distroless/static-debian12:nonroot
ARG PATH x.y=ü A="d \" e"
USER 你好
  ENV	com.example.title=a=b
RUN 	 3<<EOF 3<<E_1 > /x && echo
# not a comment
  EOF
EOF
FROM x
E_1
