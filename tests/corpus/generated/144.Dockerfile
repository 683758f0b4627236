# escape=`
FROM scratch

ENTRYPOINT ${A:-b} || \ ;
