# c

FROM ghcr.io/astral-sh/uv:0.8
COPY --chmod=755 	 &&	你好	
RUN ["你"]
ENV \
	b_c 	 )  ==1.2
USER  \ ) \
 || [ 
EXPOSE ./src/  café  a\ b  )  ) 
