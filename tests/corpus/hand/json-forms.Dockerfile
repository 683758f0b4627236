FROM a
CMD []
CMD ["a"]
CMD [ "a" , "b" ]
CMD ["a",]
CMD ['a']
CMD ["a\tb\u00e9\\"]
CMD [a]
RUN [ -f x ] || exit 1
RUN ["a", \
  "b"]
ENTRYPOINT ["sh", "-c", "echo \"$HOME\""]
VOLUME ["/a", "/b c"]
VOLUME /a /b
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
COPY ["a b", "c", "/d e/"]
ADD ["x"]
EXPOSE 80 443/tcp 8000-8010/udp $PORT
