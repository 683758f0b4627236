ARG BASE=alpine
FROM äpfel
	
Arg com.example.title	café=	café="$(x)"	com.example.title
