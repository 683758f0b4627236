ARG BASE=alpine
FROM ${BASE}:${VER
SION:-3.20}
label 	 b_c="d \" e"
Env 	 café	= = " e"
Env 	 café	= = <
	= = <
