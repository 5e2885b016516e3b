"""Tells how a table in a text file is written: its encoding, what stands between its fields, and what around them."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

import charset_normalizer

from corpus.errors import Unreadable
from corpus.reading.decoding import BOMS, CONTROL, CONTROL_SHARE
from corpus.reading.drafting import web_address
from corpus.reading.formats.columns import DAY, NAMES
from corpus.reading.formats.fields import bare_name, holds_date
from corpus.reading.items import ITEM_LIMIT

DELIMITERS = ",\t;|"
"""What stands between fields; of two that fit equally well the first."""
ROWS = 100
SAID = re.compile(r"sep=(.)[\"']?\s*", re.IGNORECASE)
"""The line by which Excel is told what stands between fields."""
LONGEST_HEADING = 80
CLOSED = 0.8
"""Of the fields that begin with a quotation mark how many at least end with one, where such marks are around them."""
SINGLE_QUOTES = 3
"""Fields in single quotation marks from which on these are tried: 10kGNAD has them."""
NUMBER = re.compile(r"[-+]?\d[\d.,]*%?")
KNOWN = frozenset(name for names in NAMES.values() for name in names)
SINGLE_BYTE = 0.05
"""Bytes above ASCII, of all, up to which a text is taken for Windows-1252, as ``decoding`` has it."""
ONE_SIDE = 0.9
"""Share of the NULs on one side, the upper half of Latin characters, from which on a file is taken for UTF-16."""
csv.field_size_limit(max(csv.field_size_limit(), ITEM_LIMIT))
"""The usual limit is 131,072 characters, which an article may have."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written.

    Attributes:
        quote: the mark that stands around fields; "" if there is none, and marks are letters as any others.
        escaped: whether a backslash stands before a quotation mark in a field, instead of another one.
        named: whether its first row has the names of its columns.
        said: whether its first line is no row but says what stands between fields.
    """

    delimiter: str
    quote: str = '"'
    escaped: bool = False
    named: bool = True
    said: bool = False

    def rows(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """Take lines apart."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote or None,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            escapechar="\\" if self.escaped else None,
        )


def encoding_of(head: bytes) -> str:
    """Return the encoding of a file by its beginning.

    Raises:
        Unreadable: it is binary, or in no encoding that can be told.
    """
    for bom, encoding in BOMS.items():
        if head.startswith(bom):
            return encoding
    nuls = head[:65536].count(b"\x00")
    second = head[1:65536:2].count(b"\x00")
    if nuls > len(head[:65536]) // 4 and max(second, nuls - second) > ONE_SIDE * nuls:
        return "utf-16-le" if second > nuls // 2 else "utf-16-be"
    if len(CONTROL.findall(head[:65536].decode("latin-1"))) > CONTROL_SHARE * len(head[:65536]) + 1:
        raise Unreadable("binary data, not a table: leave it out, or export it as CSV")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return _single_byte(head)
    return "utf-8"


def _single_byte(head: bytes) -> str:
    if sum(byte > 0x7F for byte in head) <= SINGLE_BYTE * len(head):  # noqa: PLR2004 - the end of ASCII
        if codecs.getincrementaldecoder("utf-8")("ignore").decode(head).isascii():
            return "cp1252"
        return "utf-8"  # with a few broken bytes, which each row tells
    best = charset_normalizer.from_bytes(head[:65536]).best()
    if best is None or best.encoding == "ascii":
        raise Unreadable("wrong encoding: neither UTF-8 nor another that can be told; save it as UTF-8")
    return best.encoding


def dialect_of(head: str, *, whole: bool, ending: str = "") -> Dialect:
    """Tell how a table is written from its beginning.

    Args:
        head: of its text.
        whole: whether that is all of it; else its last line is cut off somewhere.
        ending: of the file's name; a .tsv has tabs between its fields.
    """
    lines = head.splitlines(keepends=True)
    said = SAID.fullmatch(lines[0].strip("\"' \r\n")) if lines else None
    if said:
        lines = lines[1:]
    lines = lines if whole or len(lines) < 2 else lines[:-1]  # noqa: PLR2004
    text = "".join(lines)
    tabs = "\t" if ending in {".tsv", ".tab"} and "\t" in text else ""
    tried = [
        max(((one, rows) for one, rows in _parsed(delimiter, text, lines, said=said is not None)), key=_consistency)
        for delimiter in (said[1] if said else tabs or DELIMITERS)
    ]
    best, rows = max(tried, key=_score)
    return replace(best, named=bool(rows) and are_names(rows[0]))


def _parsed(delimiter: str, text: str, lines: list[str], *, said: bool) -> Iterator[tuple[Dialect, list[list[str]]]]:
    """Yield ways in which a table with a mark between fields may be written, and its rows then; likely ones first."""
    escaped = text.count('\\"') > text.count('""')
    for quote in _quotes(delimiter, text):
        dialect = Dialect(delimiter, quote, escaped and quote == '"', said=said)
        yield dialect, list(islice(dialect.rows(lines), ROWS))


def _quotes(delimiter: str, text: str) -> list[str]:
    """Return the marks that may stand around fields, "" for none, the likely one first."""
    opened, closed = _around(delimiter, text, "'")
    marks = ["'"] if min(opened, closed) >= SINGLE_QUOTES else []
    opened, closed = _around(delimiter, text, '"')
    literal = [""] if delimiter in "\t|" and opened else []
    return [*marks, *literal, '"'] if closed < CLOSED * opened else [*marks, '"', *literal]


def _around(delimiter: str, text: str, mark: str) -> tuple[int, int]:
    """Return how many fields begin with a mark, and how many end with one."""
    ends = (delimiter, "\n", "\r")
    return sum(text.count(end + mark) for end in ends[:2]), sum(text.count(mark + end) for end in ends)


def _consistency(tried: tuple[Dialect, list[list[str]]]) -> float:
    """Return the share of rows that have as many fields as most."""
    widths = Counter(len(row) for row in tried[1] if any(row))
    width, often = max(widths.items(), key=lambda one: (one[1], one[0]), default=(1, 0))
    return round(often / max(1, widths.total()), 2) if width > 1 else 0.0


def _score(tried: tuple[Dialect, list[list[str]]]) -> tuple[int, float, int]:
    """Return how well rows fit a table: names that are known, how consistent they are, and how wide."""
    names = tried[1][0] if tried[1] else []
    known = sum(map(_known, names)) if len(names) > 1 else 0
    return known, _consistency(tried), len(names)


def _known(name: str) -> bool:
    return bare_name(name) in KNOWN or holds_date(name)


def are_names(row: list[str]) -> bool:
    """Tell whether a first row has names rather than values."""
    if any(len(cell) > LONGEST_HEADING or "\n" in cell or web_address(cell) or DAY.match(cell) for cell in row):
        return False
    return any(map(_known, row)) or not any(NUMBER.fullmatch(cell.strip()) for cell in row)
