# escape=`
FROM ghcr.io/astral-sh/uv:0.8
FROM[ --platform=linux/amd64 mcr.microsoft.com/dotnet/sdk:9.0 as build
#
RUN ./sr