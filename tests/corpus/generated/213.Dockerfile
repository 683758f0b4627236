ARG BASE=alpine
FROM gcr.io/distroless/static-debian12:nonroot
FROM scratch
  Stopsignal [ 	 café 
RUN ["