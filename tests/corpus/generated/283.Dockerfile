FROM äpfel
ENV	x.y=$A b_c=ü com.example.title='b c'
COPY --chown=1000:1000  --from=build *.txt #hash a#b && --flag 2>&1 
ENV	café "double $HOME