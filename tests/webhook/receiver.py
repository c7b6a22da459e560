"""A receiver of webhooks for the tests, which verifies them with the library that the Standard Webhooks publish.

    receiver.py FOLDER SECRET

It prints one JSON object a line: first its port, then what came in, with whether the library finds it right. What it answers
depends on the path:

    put.off     503 at the first try, with when to try again
    later       503 each time, with when to try again
    lost        it is taken, and the connection is cut before that is said, at the first try
    gone        410
    redirect    302 to /taken
    held        nothing at the first try, for as long as they wait for it
    429         that at the first try, and so each number
    long        200, and more text behind it than anybody reads
"""

import http.server
import json
import sys

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

secret = sys.argv[2]
tried = set()


def say(**what):
    print(json.dumps(what), flush=True)


def first(path):
    """Whether this is the first try."""
    new = path not in tried
    tried.add(path)
    return new


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            data, wrong = Webhook(secret).verify(body, headers), None
        except WebhookVerificationError as error:
            data, wrong = None, str(error)
        kind = headers.get("content-type")
        say(event="told", path=self.path, id=headers.get("webhook-id"), kind=kind, wrong=wrong, data=data, body=body,
            at=headers.get("webhook-timestamp"), signature=headers.get("webhook-signature"))
        self.answer(self.path.strip("/"))

    def answer(self, name):
        if name == "put.off" and first(name):
            self.reply(503, {"Retry-After": "1"})
        elif name == "later":
            self.reply(503, {"Retry-After": "3"})
        elif name == "lost" and first(name):
            self.close_connection = True
        elif name == "gone":
            self.reply(410)
        elif name == "redirect":
            self.reply(302, {"Location": "/taken"})
        elif name == "held" and first(name):
            self.hold()
        elif name.isdigit() and first(name):
            self.reply(int(name))
        elif name == "long":
            self.reply(200, {}, 1 << 30)
            try:
                for _ in range(1 << 14):
                    self.wfile.write(b"x" * (1 << 16))
            except OSError:
                say(event="cut")
        else:
            self.reply(204)

    def hold(self):
        say(event="holds")
        try:
            # Nothing more is to come: it ends when they hang up.
            self.rfile.read(1)
        except OSError:
            pass
        say(event="left")
        self.close_connection = True

    def do_GET(self):
        say(event="asked", path=self.path)
        self.reply(200)

    def reply(self, status, headers=None, length=0):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *what):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
# Whoever hangs up early is no news.
server.handle_error = lambda request, address: None
say(event="listens", port=server.server_address[1])
server.serve_forever()
