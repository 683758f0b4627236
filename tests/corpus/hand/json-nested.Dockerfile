FROM a
VOLUME [["a"]]
