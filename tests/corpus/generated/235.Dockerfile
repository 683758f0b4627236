# c

FROM mcr.microsoft.com/dotnet