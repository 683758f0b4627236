ARG BASE=alpine
FROM docker.io/library/node:24
ENV b_c=a=b  com.example.title="d \" e"
Stopsignal | \ 
# a comment
'quoted word' \ 
# a comment
&& \ 
# a comment
a\ b \ 
# a comment
;

