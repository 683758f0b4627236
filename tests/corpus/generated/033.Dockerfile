# check=skip=all
# syntax=x
FROM ${REGISTRY}/x
env A=/usr/bin:$PATH PATH="$(x)" com.example.title=${A:+x} A=a
ADD ==1.2 	 `dat
e` 	 \\ 	 -v
run <<EOF; true
$VAR `x` \

EOF
User ${A:-b} \	 
#
# two
  || \	 
#
# two
  a	
