FROM gcr.io/distroless/static-debian12:nonroot
RUN -rity=insecure	--mount="type=bind,source=a b,target=/x" cat <<EOF cat
ä
	tabbed

EOF
WORKDIR 	 \\ 	 'quoted word' 	 -v 	 $(pwd) 	 ./src/
Run --mount="type=bind,source=a b,target=/x" ["a", "b"]
RUN --security=insecure ==1.2 
ENTRYPOINT '' #h好
RUN --network=none \
  # indented
	--security=insecure 🦀 	 你好 	 *.txt 	 $(pwd)
	
SHELL \
   
[ $VAR $ ; = ${A:-b}
Env  x.y='x\
 y'

Volume ["a",]
