"""The items of a file as they were when it was read last, to know again those that are the same."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator


class KnownItems:
    """The numbers of items by what they are known by, in few bytes: a file may hold a million.

    Args:
        rows: number, path and digest of each, in the order of their numbers.
    """

    def __init__(self, rows: Iterable[tuple[int, str, str]]) -> None:
        self._first: dict[int, int] = {}
        self._further: dict[int, deque[int]] = {}
        for number, path, digest in rows:
            if self._first.setdefault(hash((path, digest)), number) != number:
                self._further.setdefault(hash((path, digest)), deque()).append(number)

    def take(self, path: str, digest: str) -> Iterator[int]:
        """Yield the items that most likely have a path and a digest, and forget each: it stands for one alone."""
        key = hash((path, digest))
        if (number := self._first.pop(key, None)) is not None:
            yield number
        further = self._further.get(key)
        while further:
            yield further.popleft()
