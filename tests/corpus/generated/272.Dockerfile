# escape=`
ARG BASE=alpine
FROM python:3.13-slim
USER	>out --flag `date` /app ||
CMD a\ b 	 '' 	 'quoted word' 	 🦀 	 café 	 $(pwd)
# trailing \
  COPY --link=false ) 	 &&
# trailing \
Run `
  # indented
	[]
RUN --mount=type=cache,target=/root/.cache cat 3<<-'E_1' cat
		E_1
WORKDIR /app |
#
ENV b_c 	 $(pwd) $(pwd)
ARG	com.example.title='x\
 y' `	 

b_c `	 

x.y `	 

b_c
