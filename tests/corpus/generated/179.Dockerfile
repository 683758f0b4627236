FROM äpfel
RUN --network=none	--mount=type=secret,id=x,required=tr
ue  ] ; --flag -v *.txt
ARG com.example.title=1
