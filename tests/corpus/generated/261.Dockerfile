# syntax=dr/dockerfile:1
FROM localhost:5000/team/app:1.2
  SHELL 	 ["a" "b"]
