ARG BASE=alpine
FROM ghcr.io/astral-sh/uv:0.8
VOLUME \\ 	 || 	 `date` 	 'quoted word' 
ENV com.example.title='b c' A=ü
  COPY $VAR 你好 "" {x,y} |

ENV	x.y=a=b
entrypoint  $ 
STOPSIGNAL '' 'quoted word'
  Maintainer 2>&1	*.txt	a\ b	x=y	''	
