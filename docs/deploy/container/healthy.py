"""Ends with 0 if the bot, or else the page, in this container says that it is well."""

import os
import sys
from http.client import HTTPConnection, HTTPException

SAID = os.environ.get("DATELINE_METRICS_PORT"), os.environ.get("DATELINE_WEB_LISTEN") or "8090"

told = []
for said in filter(None, SAID):  # settings that all containers share may name the bot's port to the page too
    port = said.rpartition(":")[2]  # of a port, or HOST:PORT
    connection = HTTPConnection("127.0.0.1", int(port), timeout=4)
    try:
        connection.request("GET", "/healthz")
        status = connection.getresponse().status
    except (OSError, HTTPException) as error:
        told.append(f"nothing answers at port {port}: {type(error).__name__}")
    else:
        sys.exit(0 if status == 200 else f"port {port} answers {status}")  # noqa: PLR2004 - well
sys.exit("; ".join(told))
