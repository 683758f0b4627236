FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
WORKDIR /src
COPY ["Web/Web.csproj", "Web/"]
RUN dotnet restore "Web/Web.csproj"
COPY . .
RUN dotnet publish "Web/Web.csproj" -c Release -o /app /p:UseAppHost=false
FROM mcr.microsoft.com/dotnet/aspnet:9.0
COPY --from=build /app .
ENTRYPOINT ["dotnet", "Web.dll"]
