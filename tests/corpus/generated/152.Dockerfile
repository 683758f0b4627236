# syntax=docker/dockerfile:1
# c

FROM localhost:5000/team/app:1.2
Add \
--link <<-"EOF" /dest/
echo hi
FROM x
$VAR `x` \
ä
		EOF
RUN \
  --mount=type=cache,target=/root/.cache ["	"]
ADD --checksum=sha256:0000000000000000000000000000000000000000000000000000000000000000 	 --unpack 	 3<<"EOF" /dest/
ä
EOF
ARG	b_c=/usr/bin:$PATH
  ADD ["a",]
VOLUME \\ a '' ""
ENV A= x.y=a=b
