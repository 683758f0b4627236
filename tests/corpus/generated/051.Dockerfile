# c

FROM mcr.microsoft.com/dotnet/sdk:9.0
env A=1
USER /app 	 cav A=1
USER /app 	 café
US{{ x }}ER	{x,y}	
