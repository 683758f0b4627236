# check=skip=all
# syntax=x
FROM docker.io/library/node:24
	
WORKDIR {x,y} café 你好 x=y
expose a#b	[	./src/	$	2>&1	
RUN ['a', 'b']
CMD
 ["/bin/sh", "-c", "echo \"hi\""]
	
arg PATH
Add --checksum=sha256:0000000000000000000000000000000000000000000000000000000000000000 <<-'EOF' /dest/
$VAR `x` \
		EOF
  RUN 	 ["a", "b"]
stopsignal = \	 
	a \	 
	#hash \	 
	| \	 
	'quoted word'
ENV com.example.title=$A
