# makes: python:3.13
FROM debian:trixie
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-venv python3-pip ca-certificates tzdata \
 && rm -rf /var/lib/apt/lists/* /usr/lib/python3*/EXTERNALLY-MANAGED \
 && ln -s /usr/bin/python3 /usr/local/bin/python && ln -s /usr/bin/python3 /usr/local/bin/python3
CMD ["python3"]
