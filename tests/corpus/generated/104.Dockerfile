FROM ghcr.io/astral-sh/uv:0.8
ENTRYPOINT []
RUN ['a', 'b']
HEALTHCHECK --retries=3 NONE
copy --chown=$USER 3<<a.b 3<<-E_1 /dest/
# not a comment
a.b
echo hi
# not a comment
ä
		E_1