FR	OM ${BASE}:${VERSION:-3.20}
run \
[ "a" ]
SHELL ] `date` x=y && ./src/
ARG	A=$A	PATH
  RUN  --network=none []
  # indented
  RUN --security=insecure --mount=type=cache,target=/root/.cache ["a\u00e9\n", "\\"]
EXPOSE	"" ] 🦀 'quoted word' "double $HOME" 
USER ( 	 hash 	 /app	
Cmd \
  --flag	
ENTRYPOINT ["a" "b"]
CMD ["/bin/sh", "-c", "echo \"hi\""]