FROM a
RUN one \
  # c

  two
ENV a=b \
 c=d
