# c

FROM $BASE
copy  --exclude=*.md	--parents \	 
	; 🦀 /app a 2>&1 <
COPY --link=false a \
	||	
EXPOSE x=y
copy \
3<<E_1 <<-"END" /dest/
E_1
# not a comment
		END
# trailing \
RUN --mount=type=bind,from=build,source=/x,target=/y,rw \
  # indented
  cat <<-'EOF' > /x && echo
ä
FROM x
$VAR `x` \
EOF
COPY 	 <<E_1 3<<'EOF' /dest/
# not a comment
E_1
	tabbed
  EOF
ä
ä
EOF
