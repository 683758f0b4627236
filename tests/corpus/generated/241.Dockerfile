#escape = \
FROM $BASE
# hello
  env 	 com.example.title='it'\''s'	b_c=a
ONBUILD COPY ["a",