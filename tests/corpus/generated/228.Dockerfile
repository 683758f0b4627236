# c

FROM gcr.io/distroless/static-debian12:nonroot
  Volume $(pwd) \ 
	) \ 
	a#b \ 
	`date` \ 
	[ \ 
	*.txt
  stopsignal ;	]	$(pwd)
ENTRYPOINT ["a",]
COPY <<-EOF <<END /dest/

	tabbed
FROM x
EOF
FROM x
FROM x
FROM x
# not a comment
END
