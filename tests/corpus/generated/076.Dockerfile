ARG BASE=alpine
FROM ${BASE}:${VERSION:-3.20}
ARG x.y PATH=${A:+x} PATH=a A=ü
SHELL \
   
) [ $VAR \ $VAR a
ADD	--link --keep-git-dir=true	a#b {x,y} 你好 ==1.2 -v ]
COPY --chown=1000:1000 \	 
   
  --from=0 ) café
