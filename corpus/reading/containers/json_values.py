"""Builds the values of a stream of JSON one by one, of which never more is held than an item may have."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.errors import Unreadable
from corpus.reading.containers.part import Part
from corpus.reading.items import ITEM_LIMIT, Item, too_large

DEPTH = 64
"""Lists and objects in each other; in a message of an export there are ten at most."""


NAME_LIMIT = 4096
"""Characters of a name whose value is nested: ijson's paths hold the names of all that something stands in."""


def shallow(events: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Yield a parser's events while they are not nested like an abyss: ijson keeps a path for each level.

    Raises:
        Unreadable: they are, or a name is no name.
    """
    depth = 0
    for event, value in events:
        depth += event.startswith("start_") - event.startswith("end_")
        if depth > DEPTH:
            raise Unreadable("nested too deeply")
        if event == "map_key" and len(value) > NAME_LIMIT:
            raise Unreadable(f"a name of {len(value):,} characters: check that the file is what it seems")
        yield event, value


class Measured:
    """Counts what a parser takes without telling of anything: a text that does not end would fill the memory."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.since = 0

    def read(self, size: int) -> bytes:
        """Return up to ``size`` bytes.

        Raises:
            Unreadable: more than an item may have were read without anything being told.
        """
        data = self._stream.read(size)
        self.since += len(data)
        if self.since > ITEM_LIMIT:
            raise Unreadable(too_large(self.since))
        return data


class Built:
    """A message while its pieces come in, never more of it than an item may have."""

    def __init__(self) -> None:
        from ijson import ObjectBuilder  # noqa: PLC0415

        self._builder = ObjectBuilder()
        self._depth = 0
        self.size = 0

    @property
    def value(self) -> dict[str, Any]:
        """The message as it was written."""
        value: dict[str, Any] = self._builder.value
        return value

    def take(self, event: str, value: Any) -> bool:
        """Take a piece; tell whether it was the last."""
        self._depth += event.startswith("start_")
        self._depth -= event.startswith("end_")
        self.size += 8 + (len(value) if isinstance(value, str) else 0)
        if self._depth > DEPTH:
            raise Unreadable("nested too deeply")
        if self.size <= ITEM_LIMIT:
            self._builder.event(event, value)
        return self._depth == 0


def values_of_array(stream: io.BufferedReader, key: str | None = None) -> Iterator[Built]:
    """Yield the values of an array as they were written, in order; what follows the array is not looked at.

    Args:
        stream: of JSON.
        key: of the array in the object that the JSON is; None if the JSON is the array.

    Raises:
        Unreadable: it is no JSON, is cut off or nested too deeply; the values before that are good.
    """
    import ijson  # noqa: PLC0415 - few archives have such a file

    measured = Measured(stream)
    inside = 1 if key is None else 2
    depth, name, within = 0, key, False
    built: Built | None = None
    try:
        for event, value in ijson.basic_parse(measured, use_float=True):
            measured.since = 0
            if built is None and within and event != "end_array":
                built = Built()
            if built is not None:
                if built.take(event, value):
                    yield built
                    built = None
                continue  # within the array still
            depth += event.startswith("start_") - event.startswith("end_")
            if depth > DEPTH:
                raise Unreadable("nested too deeply")
            within = event == "start_array" and depth == inside and name == key
            if event == "map_key" and depth == 1:
                name = value
            if depth == 0:
                return
    except ijson.JSONError as error:
        raise Unreadable(f"damaged: {' '.join(str(error).split())[:200]}") from error


def item_of(part: Part, number: int, built: Built, name: str) -> Item:
    """Return a value as an item, written anew, for the format of a name; one that is too large has that problem."""
    problem = too_large(built.size) if built.size > ITEM_LIMIT else None
    data = b"" if problem else json.dumps(built.value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return Item(part.path, part.article_path, number, data, problem, part.origin, format=name)
