FROM localhost:5000/team/app:1.2
  # indented
USER \

	a = a\ b
USER --flag	
FROM  --platform=$BUILDPLATFORM debian:trixie-slim
STOPSIGNAL 'quoted word' '' a -v	
