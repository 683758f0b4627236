# c

FROM docker.io/library/node:24
MAINTAINER ( ./src/ | 
Add --unpack --checksum=sha256:0000000000000000000000000000000000000000000000000000000000000000 \
D <<"EOF" /dest/
  EOF
  EOF
END
FROM x
echo hi
EOF
COPY	--chmod=755 	 3<<-'a.b' /dest/
ä
$VAR `x` \
echo hi
  EOF
a.b
USER \\ \ 
   
  a#b \ 
   
  [ \ 
   
  \
ENTRYPOINT "double $HOME" ( a\ b 你uble $HOME" ( a\ b 你好 'quoted word' 你好
ENTRYPOINT [ -f x ] && y
  workdir a\ b
  VOLUME --flag 🦀 {x,y} a -v
CMD ["a\u00e9\n", "\\"]
COPY --parents 	 --link=false < a#b #hash 你好 2>&1 *.txt
ENTRYPOINT \
   
["a\u00e9\n", "\\"]
ADD {x,y} ==1.2 a\ b *.txt &&	
