#escape = \
FROM mcr.microsoft.com/dotnet/sdk:9.0
  ENV \	 
#
# two
	x.y=$A café='it'\''s' café="multi \
  line" com.example.title=
RUN --mount=type=bind,from=build,source=/x,target=/y,rw --network=none [ "x", \
  "y" ]
run \

	--mount=type=secret,id=x,require=secret,id=x,required=true  <<-a.b

a.b
