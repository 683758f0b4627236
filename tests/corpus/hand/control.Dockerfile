FROM a
RUN xy
ENV a=b
