#escape = \
# c

FROM ${BASE}:${VERSION:-3.20}
COPY <<"EOF" /dest/
echo hi
EOF
ENV \
 
  # indented
	A=ü	PATH=ü
FROM	${REGISTRY}/x
ENV PATH	#hash	]	$(pwd)
RUN  $ \	 
	x=	y \	 
	$(pwd)
# escape=`
  EXPOSE ( \ $ a\ b# "" x=y	
