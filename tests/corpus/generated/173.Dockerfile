ARG BASE=alpine
FROM ${REGISTRY}/x
  WORKDIR a 你好 café
VOLUME \	 
${A:-b} | \\	
stopsignal 2>&1 \	 
# a comment
	| \	 
# a comment
	$(pwd) \	 
# a comment
	*.txt \	 
# a comment
	$ 
CMD \	 
# a comment
  ( \

	'' \

	--flag \

	= 
STOPSIGNAL [ \

  -v \

  \ \

  ==1.2 \

  \ 
COPY \ 
--from=0 	 --exclude=*.md \
  # indented
["a",]
VOLUME {x,y} ( 你好 /app	
Shell ["a\u00e9\n",ENV \
#
# two
	PATH=
ADD \	 

--keep-git-dir=true --link <<'END' 3<<'a.b' /dest/
END
a.b
STOPSIGNAL 你好 ; 'quoted word' 
# hello