FROM ghcr.io/astral-sh/uv:0.8
RUN --network=none --mount=type=secret,id=x,re=type=secret,id=x,required=true \
   
	$VAR \	 
   
	''	
HEALTHCHECK  --timeout=1m30s  none
# escape=`
label b_c# escape=`
label b_c=