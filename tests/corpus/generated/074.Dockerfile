# check=skip=all
# syntax=x
# c

FROM äpfel
LABEL b_c=${A:+x}
EXPOSE 	 2>&1 
