# c

FROM d
ocker.