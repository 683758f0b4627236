FROM ghcr.io/astral-sh/uv:0.8
USER \
  a ./src/ = \\ café a
RUN 	 --security=insecure cat 3<<-a.b cat
$VAR `x` \
# not a comment
# not a comment
		a.b
LABEL 	 x.y ${A:-b} \	 
#
# two
-v
  ONBUILD  USER café 你好 || $ \\
RUN --network=none \
	[ -f x ] && y
healthcheck none
COPY --link <<-EOF /dest/

EOF
CMD ["/bin/sh", "-c", "echo \"hi\""]
# hello
