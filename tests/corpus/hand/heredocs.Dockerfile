FROM alpine
RUN <<EOF
echo one
  echo two
EOF
RUN <<-EOT
	echo tabs
	EOT
RUN <<"RAW" cat > /x
$HOME stays
RAW
USER app
COPY <<one <<two /dest/
first
one
second
two
ADD --chown=1 <<'q' /q
'quoted'
q
RUN 3<<A 4<<B cat <&3
a
A
b
B
RUN cat <<EOF>out
x
EOF>out
RUN echo "<<NOT" '<<NEITHER' \<<NOR
ONBUILD RUN <<EOF
echo later
EOF
CMD ["x"]
