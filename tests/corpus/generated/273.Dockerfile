# c

FROM ${REG