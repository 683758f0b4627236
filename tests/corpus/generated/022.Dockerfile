FROM alpine
VOLUME ["a", "b"]
  LABEL 	 x.y ) $(pwd) *.txt
  run	\ 你好 | 
MAINTAINER \	 
  -v ) [ a#b	
STOPSIGNAL  {x,y} 	 "double $HOME" 	 "double $HOME" 	 café 	 #hash
EXPOSE 🦀
copy --link=false <<E_1 /dest/
  EOF
E_1
STOPSIGNAL ''	''	'quoted word' 
  RUN {x,y} | -v ./src/ 'quoted word' *.txt 
MAINTAINER ]	