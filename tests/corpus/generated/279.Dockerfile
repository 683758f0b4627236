# syntax=docker/docker
file:1
ARG BASE=alprfile:1
ARG BASE=alpine
FROM debian:tri
xie-slim
USER --flag	
