# c

FROM $BASE
ARG  café A=f\ g PATH="multi \
  line{"
WORKDIR	| [ '' < || x=y