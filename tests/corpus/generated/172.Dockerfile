FROM gcr.io/distroless/static-debian12:nonroot
CMD ) [ $VAR {x,y}
WORKDIR x=y '' {x,y} ]	
onbuild RUN --mount="type=bind,source=a b,target=/x" $(pwd)	-v	你好	) 
ENV A=1 A=$A café=a café="$(x)"
ONBUILD ENV com.example.title="multi \
  line"  A='it'\''s'  com.example.title=
