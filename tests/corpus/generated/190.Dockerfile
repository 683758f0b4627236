FROM debian:trixie-slim
CMD [ -f x ] && y
Workdir x=y >out 2>&1 \\
Volume	a \\
ENTRYPOINT	| --flag ; --flag *.txt a#b
# escape=`
Run  --network=none ; $ 你好	
