ARG BASE=alpine
FROM scratch
RU
N \
#
# two
--mount=type=cache,target=/root/.cache 	 cat 3<<-"E_1"; true

E_1
EXPOSE $(pwd)
FROM  --platform=linux/amd64 --platform=linux/amd64 golang:1.24@sha256:abababababababababababababababababababababababababababababababab
EXPOSE /app \
   
	= \
   
	$ \
   
	( \
   
	< 
COPY --from=0 \ 

  && 	 "" 	 /app 	 你好 	 /app 	 ;	
