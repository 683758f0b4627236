FROM ${BASE}:${VERSION:-3.20}
CMD -v --flag ==1.2
RUN 	 --mount=type=bind,from=build,source=/x,target=/y,rw --mount="type=bind,source=a b,target=/x"  < `date` \ $ 
MAINTAINER ==1.2 ; #hash "double $HOME"
Shell $ ) ${A:-b} a#b 
USER ) ; = [ 'quoted word'	
ENTRYPOINT || café a#b \ 'quoted word' 🦀
