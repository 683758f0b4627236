#escape = c

FROM scratch
COPY --chown=1000:1000	<<END /dest/
END
HEALTHCHECK --timeout=1m30s --start-period=2s NONE
maintainer \
/ap "" `date` $VAR ==1.2 a#b
ENV b_c=$A A=
ENTRYPOINT  a#b #hash	
COPY -v 	
 ] 	 'quoted word' 	 ''
WORKDIR ) | /app $ `date` ./src/
  ENV com.example.title ./src/
COPY --link >out {x,y} a	
ENV x.y $VAR
