# c

FROM golang:1.24@sha256:abababababababababababababababababababababababababababababababab
Volume 你好	) 
ONBUILD CMD ["a", "b"]
#
run cat 3<<END; true
END
RUN $VAR \\	
