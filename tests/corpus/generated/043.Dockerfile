ARG BASE=alpine
FROM ghcr.io/astral-sh/uv:0.8
VOLUME ["a b", "c", 
"/d/"]
Stopsignal  ${A:-b}	
COPY \\	'quoted wor