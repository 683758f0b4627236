# escape=`
# c

FROM $BASE
COPY --from=0	--from=build  || x=y ${A:-b}
  WORKDIR && $(pwd)
ENV com.example.title=1
ADD `
	'quoted word' `date` *.txt "double $HOME" ]
  COPY ` 
	--from=build --chmod=755  <<"EOF" /dest/
$VAR `x` \
ä

  EOF
EOF