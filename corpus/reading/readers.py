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


FLAGS = (("i", re.IGNORECASE), ("s", re.DOTALL), ("x", re.VERBOSE))


@dataclass(frozen=True, slots=True)
class Reader(Generic[Given, Found_co]):
    """A kind of file.

    Attributes:
        name: what it is called where articles and runs tell what they were read with.
        endings: of its names, in lower case with their dot; "" for names without one.
        read: takes a file apart; a generator, so that what comes before a damage is not lost.
        begins: the pattern of its first bytes, or None where they tell nothing.
        limit: the largest file of its kind that is read in one piece, in bytes, where much of such a file is no text;
            None for ``ITEM_LIMIT``.
    """

    name: str
    endings: tuple[str, ...]
    read: Callable[[Given], Iterator[Found_co]]
    begins: re.Pattern[bytes] | None = None
    limit: int | None = None

    def knows(self, head: bytes) -> bool:
        """Tell whether the first bytes of a file are those of its kind."""
        return self.begins is not None and self.begins.match(head) is not None


def reader_for(readers: Iterable[Reader[Given, Found_co]], path: str, head: bytes) -> Reader[Given, Found_co] | None:
    """Return the reader that knows the first bytes of a file, else the one that knows its ending, else None.

    Of several that know its first bytes that one reads it which knows its ending too: a .wacz is a zip, and more.
    """
    ending = ending_of(path)
    known = [one for one in readers if one.knows(head)]
    named = [one for one in known or readers if ending in one.endings]
    return next(iter(named or known), None)


def any_of(readers: Iterable[Reader[Given, Found_co]]) -> re.Pattern[bytes]:
    """Return the pattern of what any of some readers knows: asking it takes less than asking each.

    None of their patterns may have groups.
    """
    return re.compile(b"|".join(_alone(one.begins) for one in readers if one.begins is not None))


def _alone(pattern: re.Pattern[bytes]) -> bytes:
    """Return a pattern with its flags, as part of another."""
    letters = "".join(letter for letter, flag in FLAGS if pattern.flags & flag)
    end = "\n" if pattern.flags & re.VERBOSE else ""  # of a comment, which a bracket would be part of
    return f"(?{letters}:".encode() + pattern.pattern.removeprefix(b"(?s)") + f"{end})".encode()


def ending_of(path: str) -> str:
    """Return the ending of a file's name in lower case with its dot, or an empty string."""
    return splitext(path)[1].lower()
