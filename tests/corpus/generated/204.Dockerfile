# syntax=docker/dockerfile:1
FROM docker.io/library/node:24
COPY --chown=1000:1000 --from=0 && ( ||
COPY --link  --from=build café  café 
COPY --chown=1000:1000 --chown=$USER ( *.txt
Copy --from=build	--chown=$USER #hash $ ; a#b 🦀 
