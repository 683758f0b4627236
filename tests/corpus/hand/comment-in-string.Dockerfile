FROM a
RUN echo "a # b" # not a comment
RUN echo "x \
# gone
y"
#end