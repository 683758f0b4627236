# check=skip=all
# syntax=x
FROM docker.io/library/node:24
VOLUME ["a", "b"]
ONBUILD COPY --from=build 2>&1 \ 
`date` \ 
\\
EXPOSE 你好  *.txt  你好  $(pwd)  a  [ 
# hello
Copy --parents  3<<END /dest/
ä
END
copy --link  3<<-E_1 <<'a.b' /dest/
  EOF

E_1

$VAR `x` \
ä
echo hi
a.b
	
STOPSIGNAL $ \\ [ #hash >out	
# hello
Arg café=f\ g
