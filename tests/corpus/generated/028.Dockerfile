# c

FROM localhost:5000/team/app:1.2
HEALTHCHECK --timeout=1m30s NONE
EXPOSE  && 	 café 	 a\ b
FROM \
  # indented
	--platform=$BUILDPLATFORM gcr.io/distroless/static-debian12:nonroot
  ARG  b_c
CMD {x,y} --flag $(pwd) || 🦀 
VOLUME $ \
ONBUILD USER	*.txt \	 
  # indented
--flag
VOLUME 'quoted word' >out || $ 
  stopsignal `date` ( `date` 🦀 a\ b "double $HOME"	
