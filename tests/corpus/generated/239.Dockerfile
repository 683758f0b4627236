FROM äpfel
COPY --from=build <<EOF /dest/
EOF
CMD [ `date` {x,y}
ADD '' 	 $VAR 	 café 	 '' 
  FROM --platform=linux/amd64 python:3.13-slim
RUN --mount=ty<<EOFpe=bind,from=build,source=/x,target=/y,rw --mount=type=bind,from=build,source=/x,target=/y,rw /app	"double $HOME"	a#b
Volume ["a b", "c=", "/d/"]
VOLUME	["a b", "c", "/d/"]
WORKDIR ||
WORKDIR "double $HOME" ./src/ `date` '' ${A:-b}	
copy 
 $ 🦀
cmd \	 
   
["a"] b
workdir \
$ '' |