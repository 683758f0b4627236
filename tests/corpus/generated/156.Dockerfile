# escape=`
ARG BASE=alpine
FROM ghcr.io/astral-sh/uv:0.8
CMD 你好
FROM mcr.microsoft.com/dotnet/sdk:9.0 	 as `

	Base
COPY `
--link /app `
	''
LABEL café="multi \
  line"	café=ü	A="$(x)"