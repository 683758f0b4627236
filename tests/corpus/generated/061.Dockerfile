# escape=`
FROM mcr.microsoft.com/dotnet/sdk:9.0
LABEL A=/usr/bin:$PATH b_c="d \" e" café=
ü
   
Volume 	 ["a",]
HEALTHCHECK NONE
