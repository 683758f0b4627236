ARG BASE=alpine
FROM debian:trixie-slim
USER 	 "" \
#
# two
  <
CMD	$(pwd) 你好 *.txt $ 2>&1 ""
SHELL \	 
# a comment
$	''	a#b	""	|
USER	`date` 
USER "double $HOME" 'quoted word' | 🦀 a 🦀
ADD --link --checksum=sha256:0000000000000000000000000000000000000000000000000000000000000000 	 ["a b", "c", "/d/"]
Volume >out 
CMD 2>&1 ( /app	
MAINTAINER \ 
x=y ; ] 你好 "double $HOME" ==1.2
maintainer =	
onbuild RUN --mount=type=cache,target=/root/.cache a\ b café 🦀 {x,y} $VAR	
EXPOSE \\ \
  $(pwd) \
  <	