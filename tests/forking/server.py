"""Imports what commands need, then becomes ``python -m bot`` for each request.

It is begun as ``python -m tests.forking.server SOCKET KIND``. Each process is forked twice, and the one between
ends at once: so its parent is whoever has asked for it, who takes in orphans then (see process.py), waits for it
and sees how it ended, as if it had started it by itself.
"""

from __future__ import annotations

import fcntl
import io
import os
import runpy
import socket
import sys
import tempfile
import warnings
from contextlib import closing
from datetime import date
from importlib import import_module
from pathlib import Path

from tests.forking.request import ANSWERING, SHORT, Request, receive

IMPORTED = {
    SHORT: "ask article articles dates index status",
    ANSWERING: "serve telegram",
}
"""Commands whose modules are imported; others import more by themselves."""
ABOVE = 200
"""Files that are sent stand above this number until they take their places."""


def serve(connection: socket.socket, added: dict[str, str]) -> None:
    """Fork for each request until there are none; return only in a process forked, which is to run the command.

    Args:
        connection: to who asks.
        added: what importing adds to an environment that does not have it.
    """
    while received := receive(connection):
        request, files = received
        number = _forked()
        if number is None:
            connection.close()  # its number may be any, also one above those that are closed next
            _take_places(request, files)
            os.environ.clear()
            os.environ.update(added | request.environment)
            return
        for file in files:
            os.close(file)
        connection.sendall(number.to_bytes(8, "big"))
    os._exit(0)  # nothing has been begun here that would have to be ended


def _forked() -> int | None:
    """Fork a process that nobody here is the parent of; return its number, and None in it."""
    told, telling = os.pipe()
    gate, opening = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # numpy's threads do nothing, and begin anew in the child
        between = os.fork()
        if not between:
            number = os.fork()
            if number:
                os.write(telling, number.to_bytes(8, "big"))
                os._exit(0)
    if not between:
        os.close(opening)
        os.read(gate, 1)  # ends when the one between is gone
        return None
    os.waitpid(between, 0)
    found = int.from_bytes(os.read(told, 8), "big")
    for file in (told, telling, gate, opening):
        os.close(file)
    return found


def _take_places(request: Request, files: list[int]) -> None:
    """Let this process have the files, the folder, the arguments and the standing of the one asked for."""
    above = [fcntl.fcntl(file, fcntl.F_DUPFD_CLOEXEC, ABOVE) for file in files]
    os.closerange(3, ABOVE)
    for file, place in zip(above, request.files, strict=True):
        os.dup2(file, place)
        os.close(file)
    if request.own_session:
        os.setsid()
    if request.group >= 0:
        os.setpgid(0, request.group)
    os.chdir(request.folder)
    sys.path[0] = str(Path.cwd())  # as it is for a module that is run
    sys.argv = ["-m", *request.arguments]
    sys.stdin = sys.__stdin__ = _opened(0, "stdin", sys.stdin)  # type: ignore[misc]
    sys.stdout = sys.__stdout__ = _opened(1, "stdout", sys.stdout)  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = _opened(2, "stderr", sys.stderr)  # type: ignore[misc]


def _opened(place: int, name: str, before: object) -> io.TextIOWrapper:
    """Open a standard stream as Python does when it begins; the encoding is the server's, whose locale is the same."""
    assert isinstance(before, io.TextIOWrapper)
    mode = "r" if place == 0 else "w"
    binary = open(place, f"{mode}b", closefd=False)  # noqa: SIM115 - open as long as the process
    binary.raw.name = f"<{name}>"  # type: ignore[attr-defined]
    text = io.TextIOWrapper(
        binary, before.encoding, before.errors, newline="\n", line_buffering=place == 2 or binary.isatty()
    )
    text.mode = mode  # type: ignore[misc]
    return text


def load(kind: str) -> None:
    """Import what processes of a kind import, and compile what they compile."""
    for name in IMPORTED[kind].split():
        import_module(f"bot.cli.{name}")
    if kind == SHORT:
        return
    import_module("bot.telegram.application")
    import_module("bot.web.serving")
    with tempfile.TemporaryDirectory() as folder:
        _answer(Path(folder, "home"))


def _answer(home: Path) -> None:
    """Answer a question of a tiny archive, for which all loops are loaded that answers need."""
    from bot.searching import open_searcher  # noqa: PLC0415 - only what answers until stopped imports so much
    from bot.settings import Settings  # noqa: PLC0415

    child = os.fork()
    if not child:
        _index(home)
        os._exit(0)
    os.waitpid(child, 0)
    with closing(open_searcher(Settings(home=home))) as searcher:
        searcher.answer("When was the old bridge opened?", date(2019, 5, 2))


def _index(home: Path) -> None:
    """Index a tiny archive, in a process of its own: this one is not to import what it takes."""
    from index.building.updating import update  # noqa: PLC0415

    article = home.parent / "2019-05-01-bridge.txt"
    text = "The old bridge over the river was opened again by the mayor on Wednesday, after two years of work."
    article.write_text(f"The bridge opens\n\n{text}\n", "utf-8")
    update(home, [article], full=False, reading=_quiet, building=_quiet)


def _quiet(*_: object) -> None:
    pass


if __name__ == "__main__":
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a process that starts by itself would show it
        before = dict(os.environ)
        load(sys.argv[2])
    added = {name: value for name, value in os.environ.items() if name not in before}
    serve(socket.socket(fileno=int(sys.argv[1])), added)
    runpy.run_module("bot", run_name="__main__", alter_sys=True)
