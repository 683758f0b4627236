ARG BASE=alpine
FROM alpine
ADD 3<<-a.b /dest/
	tabbed
a.b
  STOPSIGNA--flag 	 --flag 	 ${A:-b} 	 'quoted word' 	 🦀	
MAINTAI