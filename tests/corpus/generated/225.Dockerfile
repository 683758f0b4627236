FROM ghcr.io/astral-sh/uv:0.8
HEALTHCHECK C<MD | \ || 2>&1 $
RUN	3<<END <<END cat
$VAR `x` \
FROM x

	tabbed
END
echo hi
END
  HEALTHCHECK --retries=3 --start-interval=1s \
# a comment
none
  USER 	 = 🦀 >out >out ./src/ ""	
MAINTAINER \\ < ${A:-b} $(pw