ARG BASE=alpine
FROM mcr.microsoft.com/dotnet/sdk:9.0
COPY --chown=$USER 	 --chown=$USER <<'EOF' /dest/
$VAR `x` \
ä
$VAR `x` \
EOF
WORKDIR [ 你好
  RUN  --network=none	["你"]
ENTRYPOINT \ 
#
# two
  &&  &&  {x,y}  --flag
User 	 $  你好
workdir 'quoted word' /app
