#!/usr/bin/env bash
# uvicorn with limit_concurrency=3 turns away the third reader though nobody is asking: open, idle connections count.
#
# Versions:  uvicorn 0.54.0 (with click 8.5.1, h11 0.16.0)
# Behaviour: the option is to bound what is done at once, and one would expect the fourth of four questions that are
#            being answered to get 503. Counted are connections. A browser keeps its own open after the answer for the
#            next question (keep-alive, five seconds unless told otherwise), and each such one takes a place though
#            it has been answered. The new connection is itself counted before it is judged, so that three let two in:
#            with 1 the server answers nobody, ever. A small limit, meant to keep a small machine from too many answers
#            at once, is filled by two people who are reading.
# Output seen:
#   limit 3, questions one after the other: 200 200 503 503
#   the idle two ask again: 200 200
#   limit 1: 503
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check uvicorn==0.54.0 click==8.5.1 h11==0.16.0

timeout 60 "$dir/venv/bin/python" - <<'PYTHON'
import http.client
import sys
import threading
import time

import uvicorn


async def page(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


class Reader:
    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)

    def ask(self):
        self.connection.request("GET", "/")
        answer = self.connection.getresponse()
        answer.read()
        return answer.status


def serve(limit, ask):
    config = uvicorn.Config(
        page, port=0, limit_concurrency=limit, timeout_keep_alive=60, lifespan="off", log_level="critical"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        return ask(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(10)


def in_turn(port):
    readers = [Reader(port) for _ in range(4)]
    first = [reader.ask() for reader in readers]
    again = [reader.ask() for reader in readers[:2]]
    for reader in readers:
        reader.connection.close()
    return first, again


def alone(port):
    reader = Reader(port)
    status = reader.ask()
    reader.connection.close()
    return status


first, again = serve(3, in_turn)
single = serve(1, alone)
print("limit 3, questions one after the other:", *first)
print("the idle two ask again:", *again)
print("limit 1:", single)
if (first, again, single) != ([200, 200, 503, 503], [200, 200], 503):
    sys.exit("Changed: idle connections are no longer counted as described.")
print("As described.")
PYTHON
