# c

FROM golang:1.24@sha256:abababababababababababababababababababababababababababababababab
MAINTAINER \	 

	'quoted word'
  ENV \

b_c=f\ g b_c='it'\''s' com.example.title='x\
 y' x.y=a
FROM  --platform=linux/amd64 gcr.io/distroless/static-debian12:nonroot
WORKDIR ] \

  a \

  a\ b
RUN ["a\u00e9\n", "\\"]
LABEL PATH \ /app /app ./src/
WORKDIR ${A:-b} 	 🦀 	 --flag
