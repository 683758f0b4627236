#escape = \
ARG BASE=alpine
FROM debian:trixie-slim
 debian:trixie-slim
ARG b_c=$A  b_c='x\
 y'  com.example.title="$(x)"
ENV a
=b com.example.title=$A café=$A
ARG 	 café='x\
 y' b_c café=1
