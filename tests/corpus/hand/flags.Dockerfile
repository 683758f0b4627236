FROM --platform=linux/amd64 a AS b
RUN --mount=type=bind,target=/x,source=y --mount=type=secret,id=s,env=TOKEN --network=none --security=insecure x
RUN --mount="type=tmpfs,target=/t m" --mount=type=ssh y --not-a-flag
COPY --from=b --chown=1:2 --chmod=u+x --link --parents --exclude=a ./a/./b /c/
ADD --checksum=sha256:00 --keep-git-dir=true --link https://x.git#v1 /y
ADD --unpack=true a.tar /
HEALTHCHECK --interval=1s --timeout=2s --start-period=3s --start-interval=4s --retries=5 CMD x
HEALTHCHECK NONE
RUN -- x
RUN --mount=type=cache \
  --network=host z
COPY --chown='a b' x y
