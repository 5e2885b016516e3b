#!/usr/bin/env bash
# One incr() of redis-py counts to 3 if the server is slow to answer: what timed out is sent again, done or not.
#
# Versions:  redis 8.1.0 (the Python client)
# Behaviour: a client that hears nothing within socket_timeout cannot know whether its command was carried out. One
#            would expect it to raise TimeoutError and leave that to the caller. As it comes, it connects anew and
#            sends the command again, up to ten times, whichever command it is. For GET that is harmless; INCR adds one
#            each time. A counter of questions for a reader's allowance goes up by three here for one question, the
#            call returns 3 with no error, and it does so only while the server is slow. With Retry(NoBackoff(), 0) the
#            command is done once and the call raises TimeoutError.
# Output seen:
#   as it comes: incr() returned 3, carried out 3 times
#   no retries:  incr() raised TimeoutError, carried out 1 time
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check redis==8.1.0

timeout 60 "$dir/venv/bin/python" - <<'PYTHON'
import socketserver
import sys
import threading
import time

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

PATIENCE = 0.3
counters = {}


class Slow(socketserver.StreamRequestHandler):
    """As much of a Redis server as counts, whose first two answers to that come too late."""

    def handle(self):
        while head := self.rfile.readline():
            words = []
            for _ in range(int(head[1:])):
                length = int(self.rfile.readline()[1:])
                words.append(self.rfile.read(length + 2)[:-2])
            if not words[0].upper().startswith(b"INCR"):
                self.wfile.write(b"+OK\r\n")
                continue
            counters[words[1]] = count = counters.get(words[1], 0) + 1
            if count < 3:
                time.sleep(4 * PATIENCE)
            try:
                self.wfile.write(b":%d\r\n" % count)
            except OSError:
                return


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


server = Server(("127.0.0.1", 0), Slow)
threading.Thread(target=server.serve_forever, daemon=True).start()


def count(name, **settings):
    client = redis.Redis(port=server.server_address[1], socket_timeout=PATIENCE, protocol=2, **settings)
    try:
        told = f"returned {client.incr(name)}"
    except redis.TimeoutError as error:
        told = f"raised {type(error).__name__}"
    return told, counters[name.encode()]


usual, single = count("usual"), count("single", retry=Retry(NoBackoff(), 0))
print(f"as it comes: incr() {usual[0]}, carried out {usual[1]} times")
print(f"no retries:  incr() {single[0]}, carried out {single[1]} time")
if usual != ("returned 3", 3) or single != ("raised TimeoutError", 1):
    sys.exit("Changed: what timed out is no longer sent again as described.")
print("As described.")
PYTHON
