# escape=`
ARG BASE=alpine
FROM ${REGISTRY}/x
MAINTAINER && ==1.2 a 你好 café a#b
LABEL A=/usr/bin:$PATH x.y="d e"
Shell ["你"]
Run	--security=insecure  cat <<"E_1" > /x && echo
  EOF
FROM x
E_1
cmd  ["你"]
expose `
   
  && -v 'quoted word' | ./src/	
ENV café=${A:+x} com.example.title=1
COPY --from=0  --chown=$USER $ \ ''	
ONBUILD COPY --link=false  ; /app a /app a\ b ==1.2 
