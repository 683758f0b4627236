# c

FROM alpine
RUN --mount=type=secret,id=x,required=true ["a\u00e9\n", "\\"]
HEALTHCHECK --start-period=2s NONE
Volume café "double $HOME" a\ b = \\
