#escape = \
# c

FROM ${REGISTRY}/x
ENV b_c=ü \
  x.y=$A \
  com.example.title="d \" e" \
  A="$(x)"
MAINTAINER 🦀 a#b a#b a#b a#b	
CMD  ["a"] b
STOPSIGNAL ] 
# trailing \
CMD  ==1.2 	 café 	 'quoted word' 	 ( 	 -v 	 a#b
entrypoint ["a"] b
	
LABEL x.y=a=b \
	A=${A:+x} \
	b_c="$(x)" \
	com.example.ti