ARG BASE=alpine
FROM $BASE
volume ["a b", "c", "/d/"]
LABEL A='it'\''s' PATH=${A:+x} PATH="d e" A="d e"
