FROM ${BASE}:${VERSION:-3.20}
ADD --chown=app  --link '' 	 a#b 	 -v 
ENV A=${A:+x} com.example.title="d e" x.y=1
LABEL café=ü café='b c' b_c=/usr/bin:$PATH A=a
Onbuild \	 
  # indented
  COP	--chown=1000:1000OP	--chown=1000:1000 #hash ./src/ ./src/ a#b $VAR '' 
LABEL \

  com.example.title  /app -v
ARG PATH com.example.title=a=b PATH='it'\''s' PATH
