# c

FROM debian:trixie-slim
  Run	--security=insecure 	 --mount=type=bind,from=build,source=/x,target=/y,rw 	 ==1.2 你好 `date` 
Entrypoint	["a" "b"]
Env b_c=
cmd /app \\ ./src/ "double $HOME"
