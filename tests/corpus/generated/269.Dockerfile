FROM python:3.13-slim
ARG  café \	 
  PATH
LABEL \ 
  # indented
A |
WORKDIR 	 >out  你好
VOLUME	[ = 🦀	
env A="multi \
  line"
label com.exampl=e.title= 	 PATH=${A:+x}
  HEALTHCHECK \	 
#
# two
  --timeout=1m30s NONE
COPY --chow30s NONE
COPY --chown=1000:1000 --link ["a", "b"]
WORKDIR $(pwd) $VAR
USEKDIR $(pwd) $VAR
USER ] a#b -v ( | )