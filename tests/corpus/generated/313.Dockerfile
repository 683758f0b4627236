# check=skip=all
# syntax=x
FROM ${REGISTRY}/x
USER `date` '' ] `date`
CMD 	 ["a"] b
EXPOSE "double $HOME" 
USER  ./src/ a#b `date` x=Hea
lt
hcheck	cmd curl -f http://x
# hello
ENV com.example.title 	 {x,y} 	 café
