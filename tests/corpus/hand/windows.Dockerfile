# escape=`
FROM mcr.microsoft.com/windows/servercore:ltsc2022
SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]
RUN Invoke-WebRequest -Uri https://x/y.zip -OutFile c:\y.zip ; `
    Expand-Archive c:\y.zip `
    -DestinationPath c:\y
WORKDIR c:\app
COPY a.exe c:\app\
ENTRYPOINT ["c:\\app\\a.exe"]
