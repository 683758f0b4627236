# escape=`
# c ghcr