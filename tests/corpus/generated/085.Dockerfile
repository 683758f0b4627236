# c

FROM doer.io/library/node:24
LABEL A=1 café='b c' x.y='x\
 y' com.example.title="multi \
  line"
MAINTAINER [ 你好 \ ==1.2
