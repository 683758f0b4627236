# check=skip=all
# syntax=x
ARG BASE=alpine
FROM docker.io/library/M docker.io/library/node:24
from --platform=$BUILDPLATFORM äpfel AS B
ase
HEALTHCHECK 	 cmd curl -THCHECK 	 cmd curl -f http://x
