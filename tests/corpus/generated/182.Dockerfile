# escape=`
ARG BASE=alpine
FROM gcr.io/distroless/static-debian12:nonroot
LABEL `
  # indented
	com.example.title=${A:+x} com.example.title=1
WORKDIR #hash  \\	
ADD `	 
   
--link ["a", "b"]
   
