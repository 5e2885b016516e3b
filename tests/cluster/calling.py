"""One plain HTTP request with JSON to one node, without a client that would try again elsewhere."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from typing import Any


class Unanswered(Exception):
    """No answer came: refused, cut off, or too late."""


class Refused(Exception):
    """The answer was an error; the message holds its status and the beginning of what it said."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"{status}: {said[:500]}")
        self.status = status
        self.said = said


def call(url: str, method: str, path: str, body: Any = None, *, seconds: float = 30.0) -> Any:
    """Return the JSON that a node answers; a list as body is sent as JSON lines, as ``_bulk`` wants it.

    Raises:
        Unanswered: No answer within the seconds.
        Refused: The status is 400 or more.
    """
    data, kind = None, "application/json"
    if isinstance(body, list):
        data, kind = "".join(json.dumps(line) + "\n" for line in body).encode(), "application/x-ndjson"
    elif body is not None:
        data = json.dumps(body).encode()
    request = urllib.request.Request(url + path, data, {"Content-Type": kind}, method=method)  # noqa: S310 - 127.0.0.1
    try:
        with urllib.request.urlopen(request, timeout=seconds) as answer:  # noqa: S310 - 127.0.0.1
            text = answer.read().decode("utf-8")
    except urllib.error.HTTPError as exc:
        raise Refused(exc.code, exc.read().decode("utf-8", "replace")) from exc
    except (OSError, http.client.HTTPException) as exc:
        raise Unanswered(f"{method} {path} of {url}: {exc}") from exc
    return json.loads(text) if text.startswith(("{", "[")) else text
