ARG BASE=alpine
FROM scratch
Entrypoint 	 🦀 $(pwd) \\ | \\ && 
USER 	 'quoted word' {x,y} \ $VAR 
RUN \ ) "" ''	
Shell ] 
/