#`
ARG BASE=alpine
FROM python:3.13-slim
ENTRYPOINT [ "a" ]
RUN  --flag ./src/ /app /app	
Cmd  café	&&	a\ b	
