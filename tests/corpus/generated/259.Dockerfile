# c

FROM python:3.13-slim
HEALTHCHECK --start-period=2s --retries=3 none
USER  x=y \
#  comment
	'' \
# a comment
	\ \
# a comment
	$VAR 
Cmd [ \	 
	[ \	 
	--flag \	 
	${A:-b} \	 
	🦀
WORKDIR 你好
# trailing \
COPY --link 🦀 	 $(pwd) 	 "double $HOME" 	 $(pwd) 	 /app 
ONBUILD Env  b_c `date`  &&