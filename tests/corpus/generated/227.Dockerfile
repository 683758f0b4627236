# syntax=docker/dockerfile:1
# c

FROM