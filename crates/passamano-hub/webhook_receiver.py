#!/usr/bin/env python3
"""Example receiver of Passamano's webhook: keeps each new entry once, as one JSON line.
PASSAMANO_SECRET=… ./webhook_receiver.py 8090 records.jsonl [header name]    (for TLS, put a proxy in front)"""
import hmac, json, os, sys, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PORT, FILE, HEADER = int(sys.argv[1]), open(sys.argv[2], "a+b"), (sys.argv[3:] or ["X-Passamano-Secret"])[0]
SECRET, ONE_AT_A_TIME = os.environ["PASSAMANO_SECRET"].encode(), threading.Lock()
FILE.seek(0)
KEPT = set(FILE.read().split(b"\n"))  # whole entries: other content under the same id is kept too
if b"" not in KEPT:
    FILE.write(b"\n")  # ends a line that a crash cut off

class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        if not hmac.compare_digest(self.headers.get(HEADER, "").encode(), SECRET):
            return self.answer(403, {"error": "wrong secret"})
        try:
            body = json.loads(self.rfile.read(min(int(self.headers["Content-Length"]), 16 << 20)))
            ids = [str(entry["id"]) for entry in body["records"]]
            lines = [json.dumps({**entry, "space": body["space"]}).encode() for entry in body["records"]]
        except (ValueError, KeyError, TypeError):
            return self.answer(400, {"error": "not the JSON that was expected"})
        with ONE_AT_A_TIME:
            new = dict.fromkeys(line for line in lines if line not in KEPT)
            FILE.writelines(line + b"\n" for line in new)
            FILE.flush(), os.fsync(FILE.fileno())  # only then is it "received"
            KEPT.update(new)
        self.answer(200, {"received": ids})
    def do_OPTIONS(self): self.answer(204)
    def answer(self, status, body=None):
        self.send_response(status)
        for name, value in [("Origin", "*"), ("Headers", f"content-type, {HEADER}"), ("Methods", "POST")]:
            self.send_header("Access-Control-Allow-" + name, value)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode() if body else b"")
    def log_message(self, *_): pass

ThreadingHTTPServer(("127.0.0.1", PORT), Receiver).serve_forever()
