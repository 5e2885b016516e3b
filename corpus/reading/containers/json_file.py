"""Cuts JSON files that hold many records, in an array of their own or among other things, into those."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import chain, islice
from posixpath import basename
from typing import Any, cast

from corpus.data import table
from corpus.errors import Unreadable
from corpus.omissions import Omission
from corpus.reading.containers.delimited import record_item
from corpus.reading.containers.ghost import with_authors
from corpus.reading.containers.json_values import shallow
from corpus.reading.containers.lines import records_of_lines
from corpus.reading.containers.part import Part
from corpus.reading.decoding import decode
from corpus.reading.formats.columns import COMMENTS, NAMES, SAMPLE, Columns, columns_of, is_prose, plain
from corpus.reading.formats.fields import bare_name
from corpus.reading.items import ITEM_LIMIT, Item, too_large
from corpus.reading.readers import Reader

HEAD = 1 << 18
"""Bytes in which the array of a file that is larger than ``ITEM_LIMIT`` has to begin."""
NESTED = 4
"""Objects in each other in which arrays are looked for: {"response": {"data": {"docs": [...]}}} has three."""
BUFFER = 1 << 16
ARRAYS_TOLD = 3
_NONE = table("corpus.reading.formats", "columns")["no_articles"]
CONFIGURATION, KEYS = frozenset(_NONE["files"]), frozenset(_NONE["keys"])
FEED = "jsonfeed.org"
BLANK = b" \t\r\n\xef\xbb\xbf"


def _json(part: Part) -> Iterator[Part | Item]:
    """Yield the records of a file: those of every array that holds prose, or the one that it is.

    A file up to ``ITEM_LIMIT`` is read in one piece, a larger one record by record.

    Raises:
        Unreadable: it is no JSON, or a large file with no array of records near its beginning.
    """
    if basename(part.path).casefold() in CONFIGURATION:
        yield part.left_out(Omission.CONFIGURATION)
        return
    stream = io.BufferedReader(cast("Any", part.stream), HEAD)
    try:
        head = stream.peek(HEAD)
        if _is_lines(head):
            yield from records_of_lines(replace(part, stream=stream))
            return
        data = stream.read(ITEM_LIMIT + 1)
        if len(data) <= ITEM_LIMIT:
            yield from _whole(part, data)
        else:
            yield from _streamed(part, _Counting(data, stream), head)
    finally:
        stream.detach()  # else the file would be closed with it


def _is_lines(head: bytes) -> bool:
    """Tell whether a file has one object below the other, as exports of some databases do."""
    first, _, others = head.lstrip(BLANK).partition(b"\n")
    with suppress(ValueError, RecursionError):
        return others.lstrip(BLANK).startswith(b"{") and isinstance(json.loads(first), dict)
    return False


def _whole(part: Part, data: bytes) -> Iterator[Item]:
    try:
        value = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        what = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise Unreadable(f"no JSON: {what}; check that the file is complete") from error
    if isinstance(value, dict) and (_is_other(value) or _is_article(value, part)):
        yield Item(part.path, part.article_path, None, data, origin=part.origin, fields=tuple(part.fields.items()))
        return
    number = 0
    told: Counter[str] = Counter()
    for where, records, columns in _found(part, value):
        yield from _items(part, records, columns, number)
        number += len(records)
        told[f"{columns.shown()}" + (f" (in {where})" if where else "")] += 1
    if not number:
        config = isinstance(value, dict) and not KEYS.isdisjoint(value)
        yield part.left_out(Omission.CONFIGURATION if config else Omission.NO_PROSE)
    _tell(part, told)


def _tell(part: Part, told: Counter[str]) -> None:
    """Tell what the first arrays were read as, and how many others there were."""
    part.notes.extend(f"{part.path}: {one}" for one in islice(told, ARRAYS_TOLD))
    if len(told) > ARRAYS_TOLD:
        part.notes.append(f"{part.path}: and {len(told) - ARRAYS_TOLD} arrays more")


def _streamed(part: Part, stream: _Counting, head: bytes) -> Iterator[Item]:
    """Yield the records of a large file, of which no more than one and the first few are held."""
    import ijson  # noqa: PLC0415 - only large files need it

    prefix = _prefix(head)
    try:
        events = shallow(ijson.basic_parse(stream, use_float=True, buf_size=BUFFER))
        records = stream.one_by_one(ijson.items(ijson.parse(events), prefix))
        first = list(islice(records, SAMPLE))
        columns = _columns(part, first)
        if columns.text is None:
            yield part.left_out(Omission.NO_PROSE)
            return
        where = prefix.removesuffix("item").strip(".")
        _tell(part, Counter([columns.shown() + (f" (in {where})" if where else "")]))
        yield from _items(part, chain(first, records), columns)
    except ijson.JSONError as error:
        raise Unreadable(f"no JSON from here on: {' '.join(str(error).split())[:100]}; the rest is not read") from error


def _prefix(head: bytes) -> str:
    """Return where the first array of objects is, as ijson names it.

    Raises:
        Unreadable: there is none near the beginning.
    """
    import ijson  # noqa: PLC0415

    with suppress(ijson.JSONError):
        for prefix, event, _ in ijson.parse(shallow(ijson.basic_parse(io.BytesIO(head)))):
            names = prefix.split(".")
            if event == "start_map" and names[-1] == "item" and names.count("item") == 1 and len(names) <= NESTED:
                return str(prefix)
    raise Unreadable(
        f"{ITEM_LIMIT >> 20} MiB and more of JSON with no array of records near its beginning: write one object a line "
        "into a .jsonl file"
    )


def _items(part: Part, records: Iterable[Any], columns: Columns, before: int = 0) -> Iterator[Item]:
    known = columns.fields
    for number, record in enumerate(records, before + 1):
        if isinstance(record, dict):
            yield record_item(part, number, record, known)
        else:
            problem = f"no JSON object but a {type(record).__name__}, among records; leave it out"
            yield Item(part.path, part.article_path, number, b"", problem)


def _columns(part: Part, records: list[Any]) -> Columns:
    return columns_of([one for one in records[:SAMPLE] if isinstance(one, dict)], part.fields)


def _found(part: Part, value: object, where: str = "", depth: int = 0) -> Iterator[tuple[str, list[Any], Columns]]:
    """Yield the arrays in a value whose records hold prose, and the names that lead there.

    Objects by their ids are an array, too: {"a1": {...}, "a2": {...}}.
    """
    records: list[Any] = value if isinstance(value, list) else []
    if isinstance(value, dict) and len(value) > 1 and all(isinstance(one, dict) for one in value.values()):
        records = [{"id": key} | one for key, one in value.items()]
    columns = _columns(part, records)
    if columns.text:
        yield where, records, columns
    elif isinstance(value, dict) and depth < NESTED:
        for name, one in with_authors(value).items():
            if name.casefold() not in COMMENTS:
                yield from _found(part, one, f"{where}.{name}".lstrip("."), depth + 1)
    elif len(records) == 1 and depth < NESTED:  # {"db": [{"data": {"posts": [...]}}]}, as Ghost writes it
        yield from _found(part, records[0], where, depth + 1)


def _is_other(value: Mapping[str, Any]) -> bool:
    """Tell whether a file is of a format of its own, which another reader knows."""
    return FEED in str(value.get("version")) or (isinstance(value.get("messages"), list) and "type" in value)


def _is_article(value: Mapping[str, Any], part: Part) -> bool:
    """Tell whether an object is an article itself: it has a text, not only a description, and no records in it."""
    columns = columns_of([value], part.fields)
    text = plain(value.get(columns.text or ""))
    named = columns.text is not None and bare_name(columns.text) in {
        *NAMES["text"],
        *map(bare_name, part.fields.values()),
    }
    return named and is_prose([text]) and KEYS.isdisjoint(value)


class _Counting:
    """A stream that refuses to be read on for a record that does not end; begun already.

    Args:
        begun: what has been read of it.
        stream: the rest.
    """

    def __init__(self, begun: bytes, stream: io.BufferedReader) -> None:
        self.begun = io.BytesIO(begun)
        self.stream = stream
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes.

        Raises:
            Unreadable: more than an article may have were read since the last record.
        """
        data = self.begun.read(size) or self.stream.read(size)
        self.since += len(data)
        if self.since > ITEM_LIMIT + 2 * BUFFER:
            raise Unreadable(f"a record of more than {too_large(self.since)}; the rest is not read")
        return data

    def one_by_one(self, records: Iterator[Any]) -> Iterator[Any]:
        """Yield records, each of which may have as many bytes as an article."""
        for record in records:
            self.since = 0
            yield record


JSON_FILE = Reader("JSON", (".json",), _json)
