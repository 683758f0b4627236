ARG BASE=alpine
FROM scrBASE=alpine
FROM scratch
Volume ["a b", "c", "/d/"]
COPY --from=build	--chown=1000:100
0 3<<'EOF' <<-EOF /dest/
	tabbed
echo hi
# not a comment