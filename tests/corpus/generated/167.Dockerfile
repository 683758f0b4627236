FROM $BASE
label \	 
   
café 
\ 
  a
   
RUN ["a\u00e9\n", "\\"]

ONBUILD CMD {x,y}
ENTRYPOINT ["a", "b" || ]POINT ["a", "b" || ] '' &&
