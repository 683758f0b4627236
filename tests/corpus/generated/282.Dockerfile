# c

FROM scratch
MAINTAINER ''  [  café	
  COPY --parents --chmod=755 --flag "double $HOME" ) && \ 
  STOPSIGNAL ||	|	
LABEL \	 
	A=f\ g A=$A A=a=b
ENTRYPOINT  a#b \ 
  = \ 
  ] \ 
  x=y \ 
  "double $HOME" \ 
  ""
expose ) $ '' ; [ 
User \
  x=y  |  a\ b  -v  ] 
ARG com.example.title='b c' com.example.title com.example.title='b c' A

HEALTHCHECK \ 
  --start-period=2s --timeout=1m30s cmd curl -f http://x
healthcheck --timeout=1m30s --timeout=1m30s 	 CMD -v 2>&1 ''
USER	\ ( $	
