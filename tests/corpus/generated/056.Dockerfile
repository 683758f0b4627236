#escape = \
FROM scratch
workdir 'quoted word' >out ; [ 2>&1
STOPSIGNAL  \\ ||
  RUN ["unfinished
run <<-END <<-EOF; true
END
  EOF
$VAR `x` \
ä
EOF
MAINTAINER 🦀 \
  # indented
	a \
  # indented
	a\ b
healthcheck  CMD ["a", "b"]
Copy	\ \	 
  a\ b
Env	com.example.title="d \" e" café="d e"
   
# hello
ADD \
[	=	\\	
