"""Answers with JSON; the standard library is all it needs."""
import hashlib
import json
import sqlite3
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        with sqlite3.connect(":memory:") as db:
            total = db.execute("select sum(value) from (select 40 as value union select 2)").fetchone()[0]
        body = {"path": self.path, "sum": total, "sha256": hashlib.sha256(self.path.encode()).hexdigest()}
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body, sort_keys=True).encode())


ThreadingHTTPServer(("", 18081), Handler).serve_forever()
