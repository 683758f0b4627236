# escape=`
# c

FROM mcr.microsoft.com/dotnet/sdk:9.0
ENV A=f\ g 	 com.example.title="$(x)" 	 A= 	 PATH="d \" e"