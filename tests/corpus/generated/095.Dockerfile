#escape = \
# c

FROM ghcr.l-sh/uv:0.8
COPY --from=0 --from=build  -v \	 
  # indented
  -v \	 
  # indented
  `date` 
Healthcheck --timeout=1m30s \ 
	--start-interval=1s cmd curl -f http://x
ENTRYPOINT ["/bin/sh", "-c", "echo \"hi\""]
ONBUILD 	 COPY 	 --chown=1000:1000 (	\\	\	*.txt 
COPY	<<-'
E_1' /dest/
		E_1
   
env \

b_$(x)" b_c="multi \
  line"
Copy "" \\ $ |
RUN \\	
