# syntax=docker/dockerfile:1
# c

FROM debian:trixie-slim
  ENV com.example.title=
HEALTHCHECK --start-period=2s	CMD $  a  ""
WORKDIR  a\ b 
  ENV b_c="d \" e" b_c='x\
 y'
