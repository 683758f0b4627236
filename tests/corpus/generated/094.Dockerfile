#escape = \
FROM python:3.13-slim
ARG com.example.title=1 x.y x.y x.y
EXPOSE | 'quoted word' a#b {x,y} #hash ./src/
ENV com.example.title="d e" \
café=a=b
Run --mount=type=secret,id=x,required=true --security=insecure 	 3<<"E_1" <<a.b > /x && echo
# not a comment
# not a comment
$VAR `x` \
E_1
$VAR `x` \
a.b
ONBUILD 	 CMD café 2>&1 /app café	