# syntax=docker/dockerfile:1
FROM ${BASE}:${VERSION:-3.20}
COPY  <<END 3<<"a.b" /dest/
  EOF
END
$VAR `x` \

	tabbed
echo hi
a.b
