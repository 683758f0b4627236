# syntax=docker/dockerfile:1
ARG BASE=alpine
FROM docker.io/library/node:24
   
COPY ==1.2 	 你好 	 $(pwd) 	 [ 
COPY <<-E_1 /dest/
echo hi
ä
E_1
COPY --from=build --chmod=755 <<-a.b <<'E_1' /dest/
a.b
FROM x

E_1
RUN 3<<'EOF' 3<<E_1 cat
  EOF
EOF
$VAR `x` \
  EOF
FROM x
E_1
ENV b_c )  ==1.2  你好
EXPOSE \
  ; 