# c

FROM alpine
# hell'o
ARG A="mu