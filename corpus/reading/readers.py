"""What a format and a container have in common: how their files are told, and what reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from posixpath import splitext
from typing import Generic, TypeVar

Given = TypeVar("Given")
Found_co = TypeVar("Found_co", covariant=True)

HEAD = 1000
"""First bytes of a file that are looked at."""


@dataclass(frozen=True, slots=True)
class Reader(Generic[Given, Found_co]):
    """A kind of file.

    Attributes:
        endings: of its names, in lower case with their dot; "" for names without one.
        read: takes a file apart; a generator, so that what comes before a damage is not lost.
        begins: the pattern of its first bytes, or None where they tell nothing.
    """

    endings: tuple[str, ...]
    read: Callable[[Given], Iterator[Found_co]]
    begins: re.Pattern[bytes] | None = None


def reader_for(readers: Iterable[Reader[Given, Found_co]], path: str, head: bytes) -> Reader[Given, Found_co] | None:
    """Return the reader that knows the first bytes of a file, else the one that knows its ending, else None."""
    ending = ending_of(path)
    known = [one for one in readers if one.begins is not None and one.begins.match(head)]
    return next(iter(known or [one for one in readers if ending in one.endings]), None)


def ending_of(path: str) -> str:
    """Return the ending of a file's name in lower case with its dot, or an empty string."""
    return splitext(path)[1].lower()
