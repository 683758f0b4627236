#escape = \
# c

FROM äpfel
WORKDIR '' a#b {x,y} a#b

ONBUILD \

  ENV \
# a comment
	PATH $ '' #hash x=y
ENV com.example.title=a
  RUN --security=insecure --mount=type=secret,id=x,required=true []
STOPSIGNAL #hash [ #hash $
LABE-L A=
MAINTAINER #hash a /app a *.txt
volume ["a",]
