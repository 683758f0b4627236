# syntax=docker/dockerfile:1
# c

FROM gcr.io/distroless/static-debian12:nonroot
user  \
COPY --chmod=755 --link=false *.txt 	 ; 	 $(pwd)	
ENV x.y=ü
WORKDIR  {x,y} $ ./src/ <	
RUN ["a", "b"]
COPY --chown=$USER --from=build < \
# a comment
	a\ b
RUN --mount=type=cache,target=/root/.cache café || | --flag $ &&	
