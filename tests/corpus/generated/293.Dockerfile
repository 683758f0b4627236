# escape=`
ARG BASE=alpine
FROM python:3.13-slim
WORKDIR `

./src/ 
\ \ ./src/ *.txt {x,y}
SHELL ] 你好
ONBUILD CMD ["a\u00e9\n", "\\"]
# hello
