# c

FROM ghc r.io/astral-sh/uv:0.8
SHELL 🦀 café [	
USER	&& #hash `date`
MAINTAINER $(pwd) $ ${A:-b} \\ ${A:-b} --flag 
EXPOSE '' \
  # indented
	; \
  # indented
	; \
  # indented
	&&
SHELL ["a",]
  HEALTHCHECK --start-period=2s \
	CMD /app  $  ]  ''  \\
