ARG BASE=alpine
FROM gcr.io/distrolesstatic-debian12:nonroot
ADD  --keep-git-dir=true 	 --unpack \
  # indented
  3<<a.b /dest/
	tabbed
	tabbed
a.b
SHELL = 'quoted word' $VAR 2>&1 >out
  RUN  3<<END cat


ä
 