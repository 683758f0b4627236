ARG BASE=alpine
FROM debian:trixie-slim
  COPY  café #hash && >out || ; 
VOLUME  '' [ -v a#b ( ;
Copy --link a#b ; >out [ 
   
VOLUME ["a b", "c", "/d/"]
STOPSIGNAL ''
ENTRYPOINT ["	"]
workdir ${A:-b} ; 
RUN ['a', 'b']b} ; 
RUN ['a', 'b']
ENV x.y=${A:+x} PA