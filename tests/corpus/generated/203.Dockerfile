FROM äpfel
HEALTHCHECK	--retries=3 CMD $VAR a\ b ${A:-b} $VAR .2 #hash
STOPSIGNAL 🦀 ; -v ${A:-b} /app	
HEALTHCH<ECK none
COPY \
  3<<a.b /dest/
  EOF
a.b
USER *.txt ] x=y `date` \\ (
VOLUME 	 'quoted word' --flag 'quoted word' 2>&1
SHELL [ "a" ]
env \
  # indented
  A=/usr/bin:$PATH