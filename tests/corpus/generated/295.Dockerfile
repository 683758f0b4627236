# c

FROM scratch
STOPSIGNAL && ) 
ENTRYPOINT ["a", "b"]
WORKDIR "double $HOME" [	
ENV 
b_c='b c'
WORKDIR ${A:-b} \
	[ \
	/app \
	$(pwd) \
	( 
FROM  localhost:5000/team/app:1.2
