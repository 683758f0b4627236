# escape=`
# c

FROM ghcr.io/astral-sh/uv:0.8
  Run --mount=type=bind,from=build,source=/x,target=/y,rw ./src/	
RUN `
==1.2  /app
  STOPSIGNAL ( "double $HOME" *.txt {x,y}	
ENTRYPOINT ["	"]
RUN 3<<-"END"; true

ä
  EOF
ä
		END
ONBUILD `	 
Env x.y 	 ] `
	-v `
	#hash
  COPY  --link=false `	 
  # indented
  <<'E_1' /dest/
  EOF
E_1
EXPOSE >out | $VAR
  RUN  <<'END' > /x && echo
END
