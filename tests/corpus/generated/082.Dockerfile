ARG BASE=alpine
FROM mcr.microsoft.com/dotnet/sdk:9.0
COPY --exclude=*.md <<'EOF' /dest/
$VAR `x` \
ä
EOF
COPY \\ ( `date` ; /app 
ARG A="$(x)" A=/usr/bin:$PATH A
MAINTAINER '' 'quoted word' >out 'quoted word' $(pwd)	
ENTRYPOINT 	 \ "double $HOME" ./src/ \\ café >out
