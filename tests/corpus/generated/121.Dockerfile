FROM docker.io/library/node:24
Onbuild ENV x.y=${A:+x} b_c='it'\''s' b_c=/usr/bin:$PATH
env 	 A a#b a ==1.2
FROM  scratch
FROM --platform=$BUILDP