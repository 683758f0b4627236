FROM ghcr.io/astral-sh/uv:0.8
From gcr.io/distroless/static-debian12:nonroot
ARG café=a=b café="d \" e"
USER < 	 ${A:-b} 	 你好 	 = 	 || 	 ./src/ 
COPY 	 --link <<"END" /dest/
$VAR `x` \
echo hi
END
ARG PATH=1 \
   
  PATH='it'\''s' \
   
  PATH
USER `date` 	 ./src/ 	 /app
  ARG café=1
  volume $VAR \	 
#
# two
/app \	 
#
# two
"double $HOME" \	 
#
# two
*.txt \	 
#
# two
$ \	 
#
# two
$VAR	
USER 	 -v $(pwd) "double $HOME" 🦀 || #hash	
copy \	 
	--from=build --exclude=*.md 	 <<-'a.b' /dest/
a.b
CMD ["a"] b
Entrypoint < \	 
   
$(pwd) \	 
   
$	
