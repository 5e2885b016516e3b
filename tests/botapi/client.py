"""Speaks plain HTTP to the stand-in, as no library would, for the tests of the stand-in itself."""

import http.client
import json
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.botapi import PRIVATE, BotApi

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
        return self.post(method, json.dumps(fields).encode(), "application/json")

    def refusal(self, method: str, /, **fields: Any) -> str:
        """Calls a method that is to be refused as a bad request; gives the reason."""
        kind, _, reason = self.call(method, **fields)["description"].partition(": ")
        assert (self.status, kind) == (400, "Bad Request")
        return str(reason)

    def send(self, text: str = "x", /, **fields: Any) -> dict[str, Any]:
        """Sends a message to READER; gives it."""
        message = self.call("sendMessage", chat_id=PRIVATE.id, text=text, **fields)["result"]
        assert isinstance(message, dict)
        return message

    def newest_update(self) -> dict[str, Any]:
        """Takes the newest update, as a bot would."""
        update = self.call("getUpdates", offset=-1)["result"][0]
        assert isinstance(update, dict)
        return update

    def form(self, method: str, /, **fields: str) -> dict[str, Any]:
        """Calls a method with a urlencoded form."""
        return self.post(method, urlencode(fields).encode(), "application/x-www-form-urlencoded")

    def upload(self, method: str, files: dict[str, bytes], /, **fields: str) -> dict[str, Any]:
        """Calls a method with a multipart form."""
        body = b""
        for name, value in fields.items():
            body += _part(f'name="{name}"', value.encode())
        for name, content in files.items():
            body += _part(f'name="{name}"; filename="x.png"\r\nContent-Type: image/png', content)
        return self.post(method, body + f"--{_BOUNDARY}--\r\n".encode(), f"multipart/form-data; boundary={_BOUNDARY}")

    def post(self, method: str, body: bytes, content_type: str, token: str | None = None) -> dict[str, Any]:
        """Calls a method with any body."""
        parts = urlsplit(self._api.url)
        connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=60)
        path = f"/bot{token or self._api.token}/{method}"
        try:
            connection.request("POST", path, body, {"Content-Type": content_type})
            response = connection.getresponse()
            self.status = response.status
            envelope = json.loads(response.read())
        finally:
            connection.close()
        assert isinstance(envelope, dict)
        return envelope


def _part(head: str, content: bytes) -> bytes:
    return f"--{_BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + content + b"\r\n"
