AASE=alpine
FROM debian:trixie-slim
  RUN café '' ${A:-b} < || )
env com.example.title='b c' café=a x.y='b c'
Copy --from=0 3<<'E_1' /dest/
ä
echo hi
echo hi
ä
E_1
run \
	--security=insecure >out	x=y	2>&1
COPY \
  ) \
  # indented
\ \
  # indented
./src/ \
  # indented
$VAR \
  # indented
= \
  # indented
|	
ADD --unpack \	 
'' -v 'quoted word'	