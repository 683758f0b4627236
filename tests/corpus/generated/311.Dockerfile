AR'G BASE=alpine
FROM ghcr.io/astral-sh/uv:0.8
EXPOSE $VAR 你好 ; 
  RUN --network=none /app = [
 [ $VAR 🦀
