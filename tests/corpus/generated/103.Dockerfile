# escape=`
# c

FROM ghcr.io/astral-sh/uv:0.8
Add 	 --link 	 <<-E_1 /dest/
		E_1
HEALTHCHECK --retries=3 --timeout=1m30s	cmd curl -f http://x
  add --chown=app  --link  <<E_1 3<<"EOF" /dest/
FROM x
	tabbed
ä
$VAR `x` \
E_1
EOF
# escape=`
arg	café='b c' b_c=a PATH=1 com.example.title
ENV 	 com.example.title="d e" x.y=a=b
COPY	#hash 	 a\ b 	 >
out 	 'qu
oted word' 	 /app	
ONBUILD cmd >out	$(pwd)	你好	a\ b	
  volume	["a", "b"]
LABEL 	 A x=y
COPY --link --parents *.txt $(pwd) [ \	
	