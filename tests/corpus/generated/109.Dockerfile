FROM scratch
SHELL \ | {x,y} --flag 
	
WORKDIR 	 a\- b	-v	
MAINTAINER '' \	 
  ${A:-b} \	 
  | \	 
  2>&1 \	 
  🦀 \	 
  $
MAINTAINER	$(pwd)
USER ""	
  ARG	PATH
Env café=