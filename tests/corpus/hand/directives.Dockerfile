#syntax=x/y
# Escape = \
#check=error=true
# syntax=late
FROM a
