#escape = \
ARG BASE=alpine
FROM $BASE
SHELL < 
   
ENV b_c="multi \
  line" A=/usr/bin:$PATH PATH=a=b PATH=
COPY ["a", "b"]
ENV café=${A:+x}
EXPOSE $	
  # indented
Cmd *.txt  |  `date
Cmd *.txt  |  `date` 
Expose	|| 
