# M docker.io/library/node:24
EN
V café=$A b_c="$(x)" x.y="multi \
  line" A=1
