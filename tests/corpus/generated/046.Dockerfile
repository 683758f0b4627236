ARG BASE=alpine
FROM alpine
stopsignal  ==1.2 \

( 
# hello
ENTRYPOINT {x,y}
LABEL A=${A:+x} \
  # indented
  com.example.title="$(x)"
SHELL 	 'quoted word'  `date`
   
  COPY --parents "double $HOME" 'quoted word' `date` café
copy --exclude=*.md --parents <<EOF /dest/
EOF
  env b_c ||
HEALTHCHECK --retries=3 --start-period=2s cmd curl -f http://x
