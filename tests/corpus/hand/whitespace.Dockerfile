  	

   FROM   a   
		RUN	x	y	
  # c
