from a as B
Run x
cMd ["y"]
maintainer Me <me@example.com>
StopSignal SIGTERM
