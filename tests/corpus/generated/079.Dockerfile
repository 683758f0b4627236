ARG BASE=alpine
FROM $BASE
COPY 3<<-E_1 /dest/
FROM x
# not a comment
 