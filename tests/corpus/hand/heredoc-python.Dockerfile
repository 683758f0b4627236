FROM python:3.13
RUN <<EOF
#!/usr/bin/env python3
import sys
print("FROM inside")
EOF
RUN python3 <<EOF
RUN = 1
EOF
WORKDIR /x
