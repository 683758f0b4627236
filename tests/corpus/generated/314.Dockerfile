ARG BASE=alpine
FROM python:3.13-slim
FROM --platform=linux/amd64 \
--platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:9.0
HEALTHCHECK 	 --timeout=1m30s CMD ["unfinished
  ENTRYPOINT 	 ["a\u00e9\n", "\\"]
