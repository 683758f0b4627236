ARG BASE=alpine
FROM mcr.microsoft.com/dotnet/sdk:9.0
USER *.txt x=y "" ==1.2 café "double $HOME" 
WORKDIR café ] ./src/	
MAINTAINER 2>&1	
  ENTRYPOINT $(pwd) \
#
# two
  {x,y} \
#
# two
  \\ \
#
# two
  a#b
USER 🦀 \	 
--flag \	 
"" \	 
] \	 
#hash 
