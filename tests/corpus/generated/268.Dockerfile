#escape = \
# c

FROM $BASE
EXPOSE 你好 2>&1 -v	
