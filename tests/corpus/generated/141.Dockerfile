#escape = \
FROM docker.io/library/node:24
  COlibrary/node24
  COPY \
  # indented
	--parents  #hash a#b [
H