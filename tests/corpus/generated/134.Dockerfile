# escape=`
# c

FROM gcr.io/distroless/static-debian12:nonroot
SHELL = 🦀 /app $VAR ( 
Arg café=  café  café=ü  café=a=b
  LABEL `
# a comment
	café=1	x.y=f\ g
healthcheck none
  ADD  --checksum=sha256:0000000000000000000000000000000000000000000000000000000000000000 --chown=app ["a", "b"]
expose ` 
||	
ENV com.example.title="$(x)"
VOLUME && 🦀 "" ( )
ENV	A= `	 
# a comment
	A="d \" e" `	 
# a comment
	com.example.title="$(x)" `	 
# a comment
	b_c="$(x)"
FROM --platform=$BUILDPLATFORM	--platform=linux/amd64 python:3.13-slim
  LABEL café='b c'
   
