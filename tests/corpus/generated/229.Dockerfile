#escape = \
FROM gcr.io/distroless/static-debian12:nonroot
EXPOSE  a -v || 'quoted word' < 
RUN	["你"]
ENV b_c="d e" com.example.title=/usr/bin:$PATH PATH=ü café=
EXPOSE	) ] | a#b \
COPY --from=build 3<<"E_1" /dest/
$VAR `x` \
E_1
COPY \
  --chown=1000:100 ["a b", "c", "/d/"]
# escape=`
COPY --parents	[ 🦀 | `da`te` #hash "double $HOME"	
VOLUME 	 $ --fla
g