FROM a
RUN <<EOF
EOF
RUN <<E cat <<F
E
F
LABEL a=b