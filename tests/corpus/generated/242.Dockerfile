FROM scratch
healthcheck NONE
HEALTHCHECK none
Run --mount="type=bind,source=a b,target=/x" 	 <<-E_1
echo hi
		E_1
label	PATH=a 	 PATH=f\ g 	 PATH=f\ g
RUN	--mount="type=bind,source=a b,target=/x" --mount=type=secret,id=x,required=true 	 -v 	 `date` 	 #hash 	 `date`
# escape=`
CMD \
#
# two
*.txt \	 
	==1.2 \	 
	>out \	 
	a \	 
	>out
STOPSIGNAL "" ] "double $HOME" -v
USER #hash ./src/ café a || 2>&1
