# c

FROM python:3.13-slim
ADD --keep-gitir=true --chown=app *.txt 'quoted word' *.txt ${A:-b} = 🦀	

RUN \	 
   
  --network=none  --mount=type=secret,id=x,required=true cat 3<<'E_1'; true
# not a comment
E_1
# escape=`
FROM  --platform=linux/amd64  ${REGISTRY}/x AS \	 
#
# two
  build
COPY --chown=1000:1000 --link <<a.b /dest/
a.b
MAINTAINERdest/
a.b
MAINTAINER ${A:-b} \	 
  *.txt \	 
  '' \	 
  'quoted word'	
ONBUILD	ENV	com.example.title="d \" e"	PATH=	com.example.title=a=b	café=a=b
EXPOSE a=b	café=a=b
EXPOSE 🦀 \
  \\ \
  < \
  >out \
  a#b \
  -v	
