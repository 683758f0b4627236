FROM alpine
STOPSIGNAL = 
RUN a\ b
#
WORKDIR 	 ) \ --flag #hash $(pwd) x=y	
COPY --from=0 --link 3<<-"E_1" /dest/
  EOF
  EOF
E_1
RUN --mount=type=cache,target=/root/.cache --network=none [ "x", \
  "y" ]
ENTRYPOINT 	 [ "a" ]
