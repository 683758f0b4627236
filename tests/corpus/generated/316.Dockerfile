FROM debian:trixie-slim
FROM --platform=$BUILDPLATFORM  äpfel
shell 你好 [ \\
label  b_c="d e"
ENV PATH 	 '' ( (
ENTRYPOINT [ \	 
`date` \	 
{x,y}
ARG com.example.title=1 PATH=/usr/bin:$PATH b_c b_c="$(x)"
