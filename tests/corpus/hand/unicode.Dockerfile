FROM a
RUN echo "你好 🦀" \
  ｆｕｌｌ
LABEL ä="ö ü"
COPY ñ /é b
ENV 名=值
