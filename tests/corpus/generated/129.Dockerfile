# check=skip=all
# syntax=x
# c

FROM g{olang:1.24@sha256:abababababababababababababababababababababababababababababababab
# escape=`
