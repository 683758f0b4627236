# escape=`
# c

FROM docker.io/library/node:24
ARG com.example.title=ü com.example.title="multi \
  line"
Add --link --unpack <<-'END' /dest/
END
env com.example.title=f\ g x.y=ü

  LABEL  A ;  'quoted word'
# hello
MAINTAINER ) "double $HOME" "double $HOME" [ a\ b $(pwd)	
RUN  []
run café "" | < ./src/ 
COPY --exclude=*.md --parents  ["a b", "c", "/d/"]
