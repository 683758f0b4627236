# escape=`
# c

FROM ${BASE}:${VERSION:-3.20}
  STOPSIGNAL || \ --flag )
VOLUME "double $HOME"	*.txt	
COPY --from=0 --chown=$USER  ["a",]
ARG  x.y=a=b
STOPSIGNAL --flag #hash
Run [ "x", \
  "y" ]
ADD --
link --checksum=sha256:0000000000000000000000000000000000000000000000000000000000000000	["a b", "c", "/d/"]
FROM  --platform=linux/amd64 localhost:5000/team/app:1.2 As `	 
  # indented
  stage-1
#
STOPSIGNAL 你好  'quoted word'  )
USER /app	
ENV PATH=1
