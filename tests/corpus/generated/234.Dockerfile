ARG BASE=alpine
FROM äpfel
stopsignal 'quoted word' ; {x,y} \\ /app	
