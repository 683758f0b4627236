# escape=`
FROM a
RUN dir `
  c:\
