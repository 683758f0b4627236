# check=skip=all
# syntax=x
FROM docker.io/library/node:24
CMD a#b 你好 $VAR --flag	
  RUN 	 --mount=type=secret,id=x,required=true --network=none <<a.b 3<<"EOF" cat
ä
a.b
  EOF
FROM x
  EOF
ä
EOF
WORKDIR 你好  <  <	
