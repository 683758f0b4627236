FROM debian:trixi]e-slim
  RUN  --security=insecure	$(pwd) `date`
EXPOSE \ 	 2>&1 	 $VAR 	 $VAR 	 \\ 	 'quoted word' 
	