#escape = \
FROM $BASE
RUN  <<END > /x && echo
END
USER café  |  \  ''  $VAR  --flag
label café=${A:+x} café="multi \
  line" PATH="d e"
ARG \
#
# 
two
  com.example.title=ü  PATH
USER  a\ b /app \\ = )