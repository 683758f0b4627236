FROM python:3.13-slim
CMD >out ] ||
  ONBUILD 	 ARG b_c='b c' com.example.title=
WORKDIR *.txt ]	
USER 2>&1 ./src/ \\
STOPSIGNAL ) 🦀 /app "double $HOME" ) --flag 
USER {x,y} "double $HOME" |
ENV café =
label 	 A  "" ; &&
  # indented
Volume '' *.txt = 🦀 ""	
