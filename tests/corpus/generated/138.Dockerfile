ARG BASE=alpine
FROM scratch
arg x.y café=$A
SHELL ["unfinished
CMD $ 'quoted word' `date` $
STOPSIGNAL 	 \ '' || ./src/ ${A:-b} ]	
from --platform=$BUILDPLATFORM \

python:3.13-slim as 	 stage-1
  ENTRYPOINT {x,y} | $(pwd) \\	
# escape=`
# hello
ENTRYPOINT 	 café	
run ["a\u00e9\n", "\\"]
VOLUME 2>&1 a ==1.2 $(pwd) `date`
RUN  '' 	 $VAR 	 "double $HOME" 	 🦀 	 --flag
