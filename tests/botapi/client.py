"""Speaks plain HTTP to the stand-in, as no library would, for the tests of the stand-in itself."""

import http.client
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.botapi import BotApi

_BOUNDARY = "a-boundary-of-the-test-client"


class Client:
    """Calls methods of one stand-in.

    Attributes:
        status: The HTTP status of the latest answer.
    """

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self.status = 0

    def call(self, method: str, /, **fields: Any) -> dict[str, Any]:
        """Calls a method with a JSON body; gives the envelope."""
        return self.send(method, json.dumps(fields).encode(), "application/json")

    def form(self, method: str, /, **fields: str) -> dict[str, Any]:
        """Calls a method with a urlencoded form."""
        return self.send(method, urlencode(fields).encode(), "application/x-www-form-urlencoded")

    def upload(self, method: str, files: Mapping[str, bytes], /, **fields: str) -> dict[str, Any]:
        """Calls a method with a multipart form."""
        lines: list[bytes] = []
        for name, value in fields.items():
            lines += [f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()]
        for name, content in files.items():
            head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="x.png"\r\n'
            lines += [head.encode() + b"Content-Type: image/png\r\n\r\n" + content]
        body = b"\r\n".join([*lines, f"--{_BOUNDARY}--\r\n".encode()])
        return self.send(method, body, f"multipart/form-data; boundary={_BOUNDARY}")

    def get(self, method: str, /, **fields: str) -> dict[str, Any]:
        """Calls a method by GET with a query string."""
        return self._exchange("GET", f"/bot{self._api.token}/{method}?{urlencode(fields)}", b"", {})

    def send(self, method: str, body: bytes, content_type: str, token: str | None = None) -> dict[str, Any]:
        """Calls a method with any body."""
        path = f"/bot{self._api.token if token is None else token}/{method}"
        return self._exchange("POST", path, body, {"Content-Type": content_type})

    def _exchange(self, verb: str, path: str, body: bytes, headers: Mapping[str, str]) -> dict[str, Any]:
        parts = urlsplit(self._api.url)
        connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=10)
        try:
            connection.request(verb, path, body, dict(headers))
            response = connection.getresponse()
            self.status = response.status
            envelope = json.loads(response.read())
        finally:
            connection.close()
        assert isinstance(envelope, dict)
        return envelope
