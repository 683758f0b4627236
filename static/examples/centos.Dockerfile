# An old friend whose support has ended.
FROM centos:7
RUN yum install -y epel-release && yum install -y python3 python3-pip && yum clean all
WORKDIR /opt/report
COPY requirements.txt .
RUN pip3 install -r requirements.txt
COPY . .
CMD python3 report.py
