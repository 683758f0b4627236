ARG BASE=alpine
FROM scratch
entrypo
int #hash 
ENV \	 
  café=a	com.example.title='it'\''s'	café="d e"	café=ü
SH\ELL	*.txt [ a ./src/

