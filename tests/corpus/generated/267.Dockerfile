FROM scratch
run 	 [ "x", \
