# check=skip=all
# syntax=x
ARG BASE=alpine
FROM mcr.microsoft.com/dotnet/sdk:9.0
EXPOSE x=y x=y
