# c

FROM scratch
ENV A="d e" café=f\ g café="d e" PATH=
  from --platform=linux/amd64 --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:9.0
Add	--unpack --keep-git-dir=true  {x,y} ./src/ a#b ] 
WORKDIR 🦀 $(pwd) ==1.2 
COPY \ 
--exclude=*.md --link <<"EOF" <<EOF /dest/

# not a comment
echo hi
EOF
  EOF

EOF
ADD  >out 'quoted word' =
USER 🦀 #hash ] --flag "double $HOME" $(pwd)
ONBUILD CMD \
	#hash
RUN --mount="type=bind,source=a b,target=/x" --mount="type=bind,source=a b,target=/x"	[ -f x ] && y
MAINTAINER ||	a\ b	) 
WORKDIR [ \ 

  你好 \ 

  x=y \ 

  ==1.2 \ 

  *.txt \ 

  2>&1