#escape = \
ARG BASE=alpine
FROM debian:trixie-slim
ARG café='it'\''s' 	 A 	 x.y=ü 	 café=a
ENV PATH="d \" e" com.example.title="multi \
  line" b_c=1 b_c="d \" e"
COPY	--chmod=755 --link=false \
  # indented
	lse \
  # indented
	["a", "b"]
HEALTHCHECK	--interval=5s CMD ["a" "b"]
#
run --network=none --security=insecure <<-'E_1'; true
FROM x
# not a comment
		E_1
WORKDIR café ] #hash
User 	 |	🦀	= 
  Label	b_c='x\
 y' café=a=b PATH=${A:+x} b_c=1

STOPSIGNAL \ 	 \ 	 $(pwd) 	 #hash 	 ''
WORKDIR	==1.2  ""  $  `date` 
`date` 
