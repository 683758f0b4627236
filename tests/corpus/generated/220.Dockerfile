# c

FROM gcr.io/distroless/static-debian12:nonroot
ENV b_c=a
ARG café="$(x)"
  run 3<<'EOF' cat
ä
ä
FROM x
  EOF
EOF
HEALTHCHECK	--retries=3 	 --start-interval=1s cmd curl -f http://x
HEALTHCHECK 	 CMD a\ b ; #hash
  stopsignal café a *.txt 

COPY ) $VAR |
