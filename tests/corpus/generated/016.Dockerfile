ARG BASE=alpine
FROM scratch
EXPOSE \
  # indented
	) \ 
  # indented
	/app
HEALTHCHECK	--interval=5s	--start-period=2s CMD ["a\u00e9\n", "\\"]
Workdir a#b || "" 你好 ) 
LABEL \
#
# two
  PATH=a 	 com.example.title=a 	 café=ü 	 com.example.title="$(x)"
MAINTAINER ./src/ ${A:-b} x=y `date`
