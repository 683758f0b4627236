# An ASP.NET service whose last stage is the SDK.
FROM mcr.microsoft.com/dotnet/sdk:8.0
WORKDIR /src
COPY Billing.csproj .
RUN dotnet restore
COPY . .
RUN dotnet publish -c Release -o /app --no-restore
WORKDIR /app
EXPOSE 8080
ENTRYPOINT ["dotnet", "Billing.dll"]
