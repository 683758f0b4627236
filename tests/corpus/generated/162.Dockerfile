# c

FROM ${REGISTRY}/x
WORKDIR	${A:-b} $(pwd) 
ONBUILD ENV b_c= b_c=ü café=${A:+x}
  ADD 	 --unpack --checksum=sha256:0000000000000000000000000000000000000000000000000000000000000000 $(pwd)	""	2>&1	||	"" 
ENTRYPOINT	-v -v 'quoted word' ./src/ ==1.2 #hash 
