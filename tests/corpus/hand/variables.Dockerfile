ARG A=1
ARG B=${A:-2} C="$A$B" D=${A%1}
FROM ${IMG:-a}:${A}${B:+x}
ARG A
ENV P=$A Q=${P#1} R="${Q:-"n"}" S=\$x
WORKDIR /$P
USER ${U:-root}
EXPOSE ${PORT}
COPY $P /x
