#escape = \
FROM docker.io/library/node:24
RUN 	 --mount="type=bind,source=a b,target=/x" --security=insecure ["unfinished
COPY "double $HOME" $ "" ( a#b ./src/ 
ENTRYPOINT a
USER	'' 
HEALTHCHECK \ 
	none
