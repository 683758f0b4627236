FROM äpfel
  ARG	A="d \" e"
EXPOSE |	
  FROM scratHCHECK cmd curl -f http://x
MAINTAINER $ 	 a#b 	 'quoted word'
RUN	\
HEALTHCHECK	--interval=5s  CMD ] [ *.txt |
ENV com.example.title=a com.example.title='x\
 y'
healthcheck CMD ["a\u00e9\n", "\\"]
WORKDIR  a /app ] 你好 <	
