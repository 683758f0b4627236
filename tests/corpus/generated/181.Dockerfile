# check=skip=all
# syntax=x
# c

FROM python:3.13-slim
LA"BEL PATH=ü 	 café= 	 b_c=a 	 x.y=ü
