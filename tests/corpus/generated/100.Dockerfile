ARG BASE=alpine
FROM scratch
# escape=`
   
EXPOSE 2>&1 >out && ) 2>&1 -v
