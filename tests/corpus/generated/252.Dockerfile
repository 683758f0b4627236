# check=skip=all
# syntax=x
FROM ${REGISTRY}/x
SHELL ["你"]

HEALTHCHECK --start-period=2s \ 
# a comment
	--retries=3 \ 

CMD [ "a" ]
ADD 	 -v  $VAR  =  -v  ${A:-b}  a\ b	
cmd `date`