#escape = \
FROM $BASE
HEALTHCHECK --start
HEALTHCHECK --start-interval=1s \
  cmd curl -f http://x
SHELL $ 	 *.txt 	 = 	 {x,y} 	 ) 
WORKDIR ] '' `date`
   
COPY --parents 	 --parents	| -	 a 	 /app	
EXPOSE ./src/ ) ${A:-b} a $ x=y
WORKDIR *.txt ; "" /app a\ b *.txt

RUN 	 --mount=ty