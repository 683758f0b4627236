# c

FROM docker.io/library/node:24
Copy --parents --chown=$USER  ["a b", "c", "/d/"]
volume ["a",]
VOLUME  'quoted word' || "double $HOME" >out \\ *.txt	
	
EXPOSE (	{x,y}
  SHELL \  2>&1  `date`  ||
