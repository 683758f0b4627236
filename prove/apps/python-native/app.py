"""Escapes the path with a compiled extension."""
from http.server import BaseHTTPRequestHandler, HTTPServer

from markupsafe import _speedups, escape


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"{escape('<' + self.path)} by {_speedups.__name__}\n".encode())


HTTPServer(("", 18084), Handler).serve_forever()
