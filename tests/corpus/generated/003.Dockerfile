# c

ROM mcr.microsoft.com/dotnet/sdk:9.0
  CMD ["你"]
sdk:9.0
  CMD ["你"]
user 你好 && 你好 $	

er 你好 && 你好 $	

