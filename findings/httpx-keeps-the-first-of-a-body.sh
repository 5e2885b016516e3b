#!/usr/bin/env bash
# httpx and warcio end a gzipped page where its first gzip member ends: the second half of the article is gone.
#
# Versions:  httpx 0.28.1, requests 2.34.2 (with urllib3 2.8.0), warcio 1.8.1 (with six 1.17.0), FastWARC 2.0.1
# Behaviour: a gzip file may be several ones behind each other, which unpack to all of their texts (RFC 1952, 2.2).
#            A server that puts packed pieces behind each other sends such a body, and gzip, requests and FastWARC read
#            all of it. httpx and warcio's content_stream unpack the first piece and drop the rest, with no error: the
#            status is 200, the length of what was sent is as told, and HTML that breaks off after some paragraphs is
#            read like any other. So what the same address, or the same record, says hangs on the library; and warcio,
#            which goes through the members of a WARC file, does not through those of a page in it.
# Output seen:
#   httpx: The bridge is open
#   requests: The bridge is open to the old mayor alone.
#   warcio: The bridge is open
#   FastWARC: The bridge is open to the old mayor alone.
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check \
    httpx==0.28.1 requests==2.34.2 urllib3==2.8.0 warcio==1.8.1 six==1.17.0 FastWARC==2.0.1

"$dir/venv/bin/python" - <<'PYTHON'
import gzip
import io
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import fastwarc.warc
import httpx
import requests
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

FIRST, SECOND = b"The bridge is open", b" to the old mayor alone."
BODY = gzip.compress(FIRST) + gzip.compress(SECOND)
HEADERS = [("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Content-Length", str(len(BODY)))]


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        for name, value in HEADERS:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Page)
threading.Thread(target=server.serve_forever, daemon=True).start()
address = f"http://127.0.0.1:{server.server_port}/"
session = requests.Session()
session.trust_env = False

archive = io.BytesIO()
writer = WARCWriter(archive, gzip=True)
head = StatusAndHeaders("200 OK", HEADERS, protocol="HTTP/1.1")
writer.write_record(writer.create_warc_record(address, "response", payload=io.BytesIO(BODY), http_headers=head))

seen = {
    "httpx": httpx.get(address, trust_env=False, timeout=30).content,
    "requests": session.get(address, timeout=30).content,
    "warcio": next(ArchiveIterator(io.BytesIO(archive.getvalue()))).content_stream().read(),
    "FastWARC": next(
        iter(fastwarc.warc.ArchiveIterator(io.BytesIO(archive.getvalue()), auto_decode="all"))
    ).reader.read(),
}
server.shutdown()
for name, body in seen.items():
    print(f"{name}: {body.decode()}")
whole = FIRST + SECOND
if seen != {"httpx": FIRST, "requests": whole, "warcio": FIRST, "FastWARC": whole}:
    sys.exit("Changed: the members of a gzipped body are no longer read as described.")
print("As described.")
PYTHON
