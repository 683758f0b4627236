FROM a
RUN one \
# comment
    two \
  # indented comment

    three \ 	
    four \\
RUN x \\\
RUN y \
