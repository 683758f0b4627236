# escape=`
ARG BASE=alpine
FROM $BASE
ENV `

	com.example.title=/usr/bin:$PATH 	 café='b c' 	 A="$(x)"
EXPOSE | ] 🦀 a\ b 
healthcheck --retries=3 --retries=3  cmd curl -f http://x
ARG A=/usr/bin:$PATH x.y=${A:+x} b_c="d e"
ENTRYPOINT `
	[ $(pwd) `date` ''
ENTRYPOINT `
  $ ` 

	"" ` 

	"double $HOME" ` 

	) ` 

	--flag ` 

	{x,y}
RUN 3<<-EOF > /x && echo
		EOF
FROM --platform=$BUILDPLATFORM --platform=linux/amd64 localhost:5000/team/app:1.2
LABEL  b_c=a=b b_c=a
COPY `date` `	 
= `	 
x=y `	 
$ `	 
)	
RUN --mount=type=secret,id=x,required=true `	 
# a comment
  --mount=type=bind,from=build,source=/x,target=/y,rw 	 ./src/ #hash
