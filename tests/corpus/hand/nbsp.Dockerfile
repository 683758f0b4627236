FROM a
RUN x
EXPOSE 1 2
ENV a=b c=d
