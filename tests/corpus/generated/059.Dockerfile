FROM ${REGISTRY}/x
FROM 	
 --platform=$BUILDPLATFORM --platfor-m=linux/amd64  mcr.microsoft.com/dotnet/sdk:9.0
RUN 3<<"EOF"
EOF
STOPSIGNAL \	 
  `date` ) a\ b 