ARG BASE=alpine
FROM python:3.13-slim
CMD $ 你好 ] \ a
STOPSIGNAL a#b >out ] 🦀 {x,y}
VOLUME 	 ["a b", "c", "/d/"]
RUN \
  --mount=type=secret,id=x,required=true <<END cat
END
SHELL ["	"]
expose ${A:-b} --flag ./src/ café *.txt 🦀
ARG b_c=a \
#
# two
  b_c \
#
# two
  PATH=a \
#
# two
  b_c=a=b
  COPY --from=0 >out ] \\ 'quoted word' = a#b 
run ["unfinished
Shell 	 ["你"]
ENV b_c=1 \ 

b_c='x\
 y' \ 

com.example.title=/usr/bin:$PATH \ 

com.example.title="multi \
  line"
ONBUILD arg 	 PATH=  b_c