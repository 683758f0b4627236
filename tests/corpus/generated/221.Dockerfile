ARG BASE=alpine
F
ROM python:3.13-slim
ENV A='it'\''s' A=
healthcheck --start-period=2s CMD ["a", "b"]
HEALTHCHECK  {--interval=5s --start-interval=1s CMD [ER *.txt
# trailing \
EXPOSE = 	 && 
MAINTAINER x=y < 
COPY --from=build --link	a\ b '' x=y $(pwd) ] ]
