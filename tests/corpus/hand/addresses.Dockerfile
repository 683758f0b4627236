FROM a
ADD https://example.com/a.tar.gz git@github.com:a/b.git#main:sub /x/
ADD a.tar.gz /
STOPSIGNAL 9
USER a:b
USER
WORKDIR a b
