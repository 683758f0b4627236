ARG BASE=alpine
FROM python:3.13-slim
ENTRYPOINT \	 
	= a#b | -v $VAR 
ADD >out \\
COPY  --from=build	{x,y} ( {x,y} café --flag
ARG \ 
#
# two
	café	café	x.y="multi \
  line"	PATH
LABEL x.y=1 A='it'\''s' café='b c'
	
LABEL x.y	*.txt café (
  ENTRYPOINT []
CMD x=y
Healthcheck \
#
# two
  none
VOLUME \	 
   
./src/ ./src/ 
env x.y=ü
