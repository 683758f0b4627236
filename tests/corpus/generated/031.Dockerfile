ARG BASE=alpine
FROM python:3.13-slim
COPY  ["a",]
RUN --security=insecure	--mount=type=cache,targ/root/.cache \ 
   
cat 3<<END <<EOF; true
  EOF
END
# not a comment

EOF
	
VOLUME ; 
Arg 	 b_c="d e" \

	PATH=a=b \

	A
ENTRYPOINT x=y ==1.2 ${A:-b} |
ONBUILD COPY \ 
  # indented
	--from=build <<"EOF" <<"a.b" /dest/
$VAR `x` \

echo hi
EOF
echo hi
a.b
