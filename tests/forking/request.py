"""What a server is asked for: a process, with its arguments, its folder, its environment and its files."""

from __future__ import annotations

import json
import socket
from collections.abc import Sequence
from dataclasses import asdict, dataclass

SHORT = "short"
ANSWERING = "answering"
"""The kinds of servers: for what ends by itself, and for what answers until stopped, with compiled loops."""
HEAD = 8
"""Bytes before a request, which tell its length."""
MOST_FILES = 32


@dataclass(frozen=True)
class Request:
    """A process that is to be.

    Attributes:
        arguments: of ``python -m bot``.
        folder: that it begins in.
        environment: all of it.
        files: their numbers in the process, in the order in which they are sent: 0 to 2, and what it is given besides.
        own_session: whether it leads a session of its own.
        group: that it joins: 0 for one of its own, -1 for the server's.
    """

    arguments: list[str]
    folder: str
    environment: dict[str, str]
    files: list[int]
    own_session: bool
    group: int


def send(connection: socket.socket, request: Request, files: Sequence[int]) -> None:
    """Send a request with the files that it names."""
    body = json.dumps(asdict(request)).encode("ascii")
    socket.send_fds(connection, [len(body).to_bytes(HEAD, "big")], files)
    connection.sendall(body)


def receive(connection: socket.socket) -> tuple[Request, list[int]] | None:
    """Return the next request and its files; None when nobody is there any more."""
    head, files, _, _ = socket.recv_fds(connection, HEAD, MOST_FILES)
    if not head:
        return None
    with connection.makefile("rb") as stream:
        body = stream.read(int.from_bytes(head, "big"))
    return Request(**json.loads(body)), files
