# check=skip=all
# syntax=x
FROM ${BASE}:${VERSION:-3.20}
STOPSIGNAL $	
LABEL b_c="multi \
  line" \
b_c="multi \
  line" \
com.example.title=ü
add --unpack <<E_1 /dest/
echo hi
E_1
  ARG com.example.title="d \" e" A="d e" x.y b_c=/usr/bin:$PATH
ENV A=a PATH="$(x)"
Volume '' "" 'quoted word' --flag ""	
ENTRYPOINT [ -f x ] && y
COPY \
   
--chown=$USER \

3<<a.b 3<<'a.b' /dest/
ä
$VAR `x` \
FROM x
a.b
# not a comment

$VAR `x` \
echo hi
a.b
