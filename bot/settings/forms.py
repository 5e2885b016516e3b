"""Forms that settings take: how each is read from what is written, and what it must be.

Their types are click's, which is loaded anyway: a library of models takes a third of the time of a first answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import click

from bot.secrets import Secret


class Form(NamedTuple):
    """How a variable is read.

    Attributes:
        read: makes a value of what is written, or refuses it with a ``ValueError`` or as click does.
        must: what it must be, told to who has written something else.
        variable: its name, if it is not ``DATELINE_`` and the setting's.
        pattern: what a secret must fit, which may stand in a file; empty, and it may be anything.
    """

    read: Callable[[str], Any]
    must: str = ""
    variable: str = ""
    pattern: str = ""


def number(kind: click.ParamType[Any], must: str) -> Form:
    """Return the form of a number of a kind of click's."""

    def read(value: str) -> Any:
        found = kind.convert(value, None, None)
        if not isfinite(found):  # no number is within any range for click
            raise ValueError
        return found

    return Form(read, must)


def whole(least: int, most: int | None = None) -> Form:
    """Return the form of a whole number between two, both included."""
    end = "" if most is None else f" and at most {most}"
    return number(click.IntRange(least, most), f"must be a whole number, at least {least}{end}")


def fitting(pattern: str) -> Callable[[str], str]:
    """Return what reads a text that has to fit a pattern as a whole."""

    def read(value: str) -> str:
        if re.fullmatch(pattern, value) is None:
            raise ValueError
        return value

    return read


def reachable(value: str) -> str:
    """Read an address that Telegram can push to."""
    if not value.startswith(("https://", "http://127.0.0.1:")) or not urlsplit(value).path.strip("/"):
        raise ValueError
    return value


def secret(pattern: str = "", must: str = "", variable: str = "") -> Form:
    """Return the form of a secret, which may stand in a file too; that has to fit the pattern."""
    return Form(Secret, must, variable, pattern)


def host_and_port(value: str) -> str:
    """Read HOST:PORT."""
    host, _, port = value.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65535:  # noqa: PLR2004 - ports end there
        raise ValueError
    return value


def ids(value: str) -> frozenset[int]:
    """Read numbers of readers, groups or channels, with commas or spaces between."""
    return frozenset(map(int, value.replace(",", " ").split()))


def addresses(value: str) -> tuple[str, ...]:
    """Read addresses of nodes, with commas or spaces between."""
    return tuple(fitting("https?://[^/@ ]+/?")(one) for one in value.replace(",", " ").split())


def file(value: str) -> Path:
    """Read the path of a file that is there."""
    if not Path(value).is_file():
        raise ValueError
    return Path(value)


def choice(*words: str) -> Form:
    """Return the form of one of some words."""
    kind = click.Choice(words, case_sensitive=False)
    return Form(lambda value: kind.convert(value, None, None), f"must be {', '.join(words[:-1])} or {words[-1]}")


YES_OR_NO = Form(lambda value: click.BOOL.convert(value, None, None), "must be true or false")
PORT = Form(
    lambda value: host_and_port(value if ":" in value else f"127.0.0.1:{value}"),
    "must be a port, or HOST:PORT, such as 9464",
)
