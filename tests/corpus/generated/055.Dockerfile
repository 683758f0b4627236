FROM localhost:5000/team/app:1.2
ARG com.example.title  com.example.title=/usr/bin:$PATH  com.example.title=a  café
# hello
STOPSIGNAL \
# a comment
	2>&1 $(pwd)
ARG \ 
   
  b_c=f\ g b_c
ARG	x.y='b c'
ARG	x.y
='x\
 y' PATH="d e" PATH com.example.title=f\ g
ENV café=${A:+x} b_c=$A
  VOLUME \
	$(pwd) 	 ${A:-b} 	 {x,y} 	 *.txt 	 ( 	 2>&1
  # indented
  USER #hash \ 
#
# two
{x,y} \ 
#
# two
==1.2 \ 
{#
# two
`date` 
RU