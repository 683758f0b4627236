# escape=`
FROM alpine
STOPSIGNAL	./src/ | -v = 
copy --chm/ | -v = 
copy --chmod=755	--link=false ["a",]
CMD | < ==1.2 🦀 'quoted word' #hash
VOLUME `date`	2>&1	./src/	${A:-b}	a\ b	]	
COPY	--from=build `
#
# two
--link	&& ${A:-b} [ *.txt $(pwd) a#b
#
	
LABEL PATH=a=b
RUN --mount="type=bind,source=a b,target=/x" --security=insecure	<<-"EOF"; true
  EOF
ä
		EOF
VOLUME  *.txt ==1.2 a
HEALTHCHECK --retries=3  CMD [ -f x ] && y
ONBUILD COPY --chown=1000:1000 2>&1 -v < $ 2>&1