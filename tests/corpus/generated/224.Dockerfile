FROM scratch
SHELL 	 ['a', 'b']
ENV \ 
   
A=a