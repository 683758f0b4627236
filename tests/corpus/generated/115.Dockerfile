FROM debian:trixie-slim
SHELL  '' 	 x=y 	 ==SHELL  '' 	 x=y 	 ==1.2

COPY --chmod=755 a 	 *.txt 	 $ 	 >out 	 || 
