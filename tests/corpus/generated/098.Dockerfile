# c

FROM äpfel
CMD `date` ./src/ 
