ARG BASE=alpine
FROM alpine
RUN --network=none <<"a.b" <<'END' cat
FROM x
a.b
ä
	tabbed

echo hi
END
  LABEL café="multi \
  line"
  EXPOSE ;	-v	a	==1.2
RUN	--security=insecure --network=none 3<<-"a.b" <<'E_1' > /x && echo
		a.b
E_1
