# check=skip=all
# syntax=x
FROM python:3.13-slim
VOLUME ["a b", "c", "/d/"]
ONBUILD \
#
# two
  ARG com.example.title x.y=a=b PATH A
  ENV	x.y=a=b b_c='it'\''s' com.example.title=f\ g PATH="d \" e"
LABEL \
café 	 >out 	 a\ b 	 $(pwd)
