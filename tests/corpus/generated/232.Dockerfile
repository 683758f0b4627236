FROM gcr.io/distroless/static-debian12:nonroot
RUN --mount=type=secret,id=x,required=true ["unfinished
RUN 	 'quoted word' | 'quoted word' < -v
