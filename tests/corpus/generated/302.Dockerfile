#escape = \
# c

FROM äpfel
EXPOSE ${A:-b} = /app
stopsignal 	 = \	 

  café \	 

  \\ 

RUN a\ b 	 /app
FROM --platform=linux/amd64 --platform=linux/amd64 scratch
ENV x.y=a=b x.y="d \" e" x.y=$A
SHELL #hash \
   
	'' \
   
	&& \
   
	| \
   
	\\
VOLUME ==1.2  ${A:-b}  a
EXPOSE 🦀 "" $VAR
