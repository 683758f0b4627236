#escape = \
FROM gcr.io/distroless/static-debian12:nonroot
	
MAINTAINER --flag $VAR < 
COPY --chown=$USER --chmod=755 ["a b", "c", "/d/"]
Entrypoint a
ENTRYPOINT	["a" "b"]
STOPSIGNAL \\ | \ \ #hash x=y 
shell ==1.2 "double $HOME"
ONBUILD USER *.txt 你好 = a#b >out
user	`date` /app	
COPY 	 --link --exclude=*.md ) 🦀 你好 \ (
RUN \\ \

"double $HOME" \

"double $HOME"
