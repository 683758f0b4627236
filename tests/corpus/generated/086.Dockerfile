# c

FROM äpfel

RUN a ] 2>&1 2>&1 
RUN --security=insecure \
#
# two
  ./src/ `date` 
LABEL 	 b_c="d e"
ENV com.example.title=/usr/bin:$PATH café=f\ g
#
