# syntax=docker/dockerfile:1
FROM ${REGISTRY}/x
ENV café= PATH=${A:+x} A=$A
ONBUILD user ;  /app  "double $HOME"
copy  ( café a $VAR 2>&1	
  # indented
ONBUILD ENV A=a
# trailing \
ARG b_c=/usr/bin:$PATH com.=/usr/bin:$PATH com.example.title='x\
 y'
RUN <<"EOF" cat
# not a comment
$VAR `x` \
echo hi
EOF
