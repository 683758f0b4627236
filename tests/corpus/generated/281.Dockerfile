ARG BASE=alpine
FROM golang:1.24@sha256:abababababababababababababababababababababababababababababababab
volume /app 你好 a\ b $VAR	
ENV  com.example.title=${A:+x} 	 x.y=f\ g 	 x.y="