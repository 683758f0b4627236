# c

FROM docker.io/library/node:24
onbuild	COPY --chown=1
000:1000 	 --exclude=*.md <<END /dest/
echo hi
END
ENV	At/
echo hi
END