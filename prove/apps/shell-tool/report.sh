#!/bin/sh
# Counts lines with plain tools, and reads JSON with jq.
set -eu
printf 'b\na\nb\n' | sort | uniq -c | awk '{ print $2, $1 }'
echo '{"answer": 42}' | jq .answer
