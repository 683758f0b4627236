FROM ghcr.io/astral-sh/uv:0.8
ENV 	 com.example.title \
   
= \
# a comment
	$(pwd)
STOPSIGNAL 2>&1 >out
RUN --network=none --mount="type=bind,source=a b,target=/x" <<-END > /x && echo
		END
ENV 	 b_c="multi \
  line" 	 x.y=
# trailing \
