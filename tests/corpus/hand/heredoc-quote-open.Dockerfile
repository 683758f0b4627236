FROM a
RUN echo it's <<EOF
EOF
