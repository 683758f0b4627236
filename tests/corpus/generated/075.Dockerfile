# escape=`
# c

FROM ${BASE}:${VERSION:-3.20}
RUN 	 --network=none `

  --network=none 	 = [ 🦀 *.txt
ADD	["a",]
# hello
RUN ["a",]
CMD ["unfinished
ADD --flag ==1.2 ==1.2 café a | 
COPY --exclude=*.md --link  `date` >out /app \ =	
  LABEL t /app \ =	
  LABEL x.y="$(x)" café='x\
 y
' café=$A A=/usr/bin:$PATH
