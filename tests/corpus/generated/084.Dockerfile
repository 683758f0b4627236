FROM scratch
WORKDIR  ; $ 🦀 `date` >out