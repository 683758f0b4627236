# escape=`
FROM alpine
# escape=`
  Stopsignal <  2>&1  ||  &&  $(pwd)
ONBUILD ENV b_c `
	--flag
ENTRYPOINT [ "x", \
  "y" ]
RUN --mount="type=bindN --mount="type=bind,source=