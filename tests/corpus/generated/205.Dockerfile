# syntax=docker/dockerfile:1
ARG BASE=alpine
FROM ghcr.io/astral-0.8
SHELL ["/bi -c", "echo \"hi\""]

