FROM ${REGISTRY}/x
LABEL 	 b_c=f\ g	b_c=$A
WORKDIR = \
   
	#hash \
   
	] \
   
	[ 
  ENV b_c=/usr/bin:$PATH  com.example.title='x\
 y'  com.example.title="d e"  café=$A
LABEL \	 
café='b c' x.y=ü
ENTRYPOINT ) a\ b {x,y} = /app [	
Copy 	 --from=build  '' \	 
  # indented
	==1.2 \	 
  # indented
	'' \	 
  # indented
	$(pwd) \	 
  # indented
	你好
COPY --from=build 2>&1  ;  'quoted word'
STOPSIGNAL "double $HOME" | #hash
