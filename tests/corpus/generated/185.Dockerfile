FROM localhost:5000/team/app:1.2
STOPSIGNAL ; {x,y} = /app 2>&1 \\ 
  WORKDIR a\ b ${A:-b} -v -v \
ENTRYPOINT \
--flag [ $(pwd) >out 2>&1 ""
WORKDIR -v -v ;
Run 3<<"E_1" cat
FROM x
# not a comme