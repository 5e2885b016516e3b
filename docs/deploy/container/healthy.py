"""Ends with 0 if the bot, or else the page, in this container says that it is well."""

import os
import sys
from http.client import HTTPConnection, HTTPException

PAGE = 8090

port = int(os.environ.get("DATELINE_METRICS_PORT") or PAGE)
connection = HTTPConnection("127.0.0.1", port, timeout=5)
try:
    connection.request("GET", "/healthz")
    status = connection.getresponse().status
except (OSError, HTTPException) as error:
    sys.exit(f"nothing answers at port {port}: {type(error).__name__}")
sys.exit(0 if status == 200 else f"port {port} answers {status}")  # noqa: PLR2004 - well
