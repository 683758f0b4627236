FROM golang:1.24@sha256:abababababababababababababababababababababababababababababababab
SHELL \	 
# a comment
	["a", "b"]