# c

FROM docker.io/library/node:24
SHELL [ "xy/node:24
SHELL [ "x", \
  "y" ]
Add \
#
# two
--keep-git-dir=true \ 
ment
  x=y 🦀 $ "" a#b 
EXPOSE x=y "double $HOME" 
