FROM a
ENV one two three
ENV a=1 b="2 3" c='4 5' d=6\ 7
ENV e="a\"b" f=$a g=${b:-x} h=
ENV path /x:$PATH
ENV "q r"=s
ENV x==y z=a=b
env lower=case
LABEL com.example="x" "y z"="1 \
 2"
LABEL legacy value here
ARG one two=2 three="a b"
ARG empty=
