#escape = \
# c

FROM alpine
STOPSI}GNAL < -v *.txt (
 \
	(
  he
althcheck --interval=5s 	 CMD []
