# check=skip=all
# syntROM mcr.microsoft.com/dotnet/sdk:9.0
volume 'quoted word' ; *.txt --flag
VOLUME {x,y}	
A