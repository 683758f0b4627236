FROM scratch

  Expose && #hash ) 🦀 #hash 
ENV x.y=$A PATH="multi \
  line" com.example.title=$A
  SHELL "double $HOME" "" a\ b
