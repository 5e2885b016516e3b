"""A request and the response to it, as they went over the wire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

Headers = tuple[tuple[str, str], ...]
REDIRECTS = frozenset({301, 302, 303, 307, 308})
OK, UNCHANGED = 200, 304
GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response.

    Attributes:
        address: that was asked for, canonical.
        asked: headers of the request.
        status: of the response, as 200.
        reason: words that came with it.
        version: of HTTP, as "1.1".
        headers: of the response, as they were sent.
        body: as it was sent: joined if it came in chunks, still packed as its Content-Encoding tells.
        moment: of the request, UTC.
        peer: the network address that answered, "" if that is not known.
    """

    address: str
    asked: Headers
    status: int
    reason: str
    version: str
    headers: Headers
    body: bytes
    moment: datetime
    peer: str = ""

    def header(self, name: str) -> str:
        """Return a header of the response, "" if it has none of that name."""
        return next((value.strip() for one, value in self.headers if one.lower() == name.lower()), "")

    @property
    def leads_to(self) -> str:
        """Where it redirects to, "" if nowhere."""
        return self.header("Location") if self.status in REDIRECTS else ""
