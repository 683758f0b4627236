# syntax=docker/dockerfile:1
FROM $BASE
onbuild ARG com.example.title x.y
COPY <<a.b /dest/
echo hi
a.b
WORKDIR  你好 \\ a a\ b
