FROM localhost:5000/team/app:1.2
  # indented
RUN -[-secusecure  --ecurity=insecure  --mount=type=secret,id=x,required=true \
  # indented
< ( {x,y}
cmd ["a",]
  ENTRYPOINT ['a', 'b']
USER ( ./src/ *.txt ( < a\ b
