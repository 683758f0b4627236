# check=skip=all
# syntax=x
# c

FROM mcr.microsoft.com/dotnet/sdk:9.0
maintainer	[
WORKDIR 	 ]
LABEL  x.y=a A='x\
 y' A=f\ g b_c=ü
RUN --mount="type=bind,spe=bind,s