# c

FROM ghcr.io/astral-sh/uv:0.8
WORKDIR `date` \ 
#
# two
  `date` \ 
#
# two
  ${A:-b} \ 
#
# two
  ; \ 
#
# two
  && \ 
#
# two
  < 
env  café /app "double $HOME" |
Entrypoint ["unfinished
Maintainer 	 "" \ *.txt | café 2>&1	
ARG \ 
  b_c="d e"
RUN --security=insecure --security=insecure	["a" "b"]
Env PATH='it'\''s' PATH=$A A='x\
 y' PATH="d e"
ADD	--chown=app --chown=app \
3<<E_1 /dest/
$VAR `x` \
FROM x
$VAR `x` \
echo hi
E_1
WORKDIR ./src/ || {x,y} '' 
RUN --mount=type=secret,id=x,required=true --security=insecure cat <<-"END" cat
  EOF
# not a comment
ä
		END
MAINTAINER	$(pwd) 🦀 | '' <
