# c

FROM localhost:5000/team/app:1.2
MAINTAINER *.t
xt a#b	
ADD --link 	 --chown=app -v  >out  -v  \\  a#b
env café="$(x)" \
   
	x.y=$A \
   
	café='it'\''s' \
   
	x.y='it'\''s'
	
# trailing \
arg  x.y
SHELL	["unfinished
WORKDIR || 	 [	
STOPSIGNAL  你好
  Healthcheck none
Onbuild 	 Run < '' ==1.2
