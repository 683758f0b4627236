# check=skip=all
# syntax=x
ARG BASE=alpine
FROM $BASE
user {x,y} 
