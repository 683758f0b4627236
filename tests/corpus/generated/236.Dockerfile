ARG BASE=alpine
FROM ghcr.io/astral-sh/uv:0.8
RUN --mount=type=secret,id=x,required=true --network=none 	 ["/bin/sh", "-c", "echo \"hi\""]
COPY <<-EOF /dest/
		EOF
LABEL A=a com.example.title=f\ g
ARG A b_c='b c' x.y='x\
 y'
STOPSIGNAL 2>&1 
COPY a 	 "double $HOME" 	 a	
