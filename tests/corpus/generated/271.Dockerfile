# escape=`
# c
{{ x }}
FROM $BASE
MAINTAINER 	 $(pwd) $VAR $(pwd) ${A:-b} #h	ash {x,y}
LABEL b_c=$A PATH= café="d e" café=