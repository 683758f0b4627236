# c

FROM äpfel
ENV PATH=1
ADD --unp
ack ==1.2 $VAR -v ( ${A:-b} }
