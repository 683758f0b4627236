# c

FROM äpfel
ENV x.y=a=b 	 café=a 	 com.example.title='it'\''s' 	 b_c=${A:+x}
USER 	 /app ./src/ café -v ./src/ [ 
  WORKDIR $
add	--keep-git-dir=true \
#
# two
	''	*.txt	$VAR
  ENV café=1 A=/usr/bin:$PATH
 - EXPOSE café < [ $	
COPY ["a", "b"]
USER 	 ( 	 🦀 	 \\
  Cmd	"" | x=y	
CMD ["a"] b
ENV	b_c=$A
	
