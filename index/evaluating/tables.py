"""Reads tables of questions: CSV and its kin, however they were saved."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any, cast

from corpus.errors import QuestionsInvalid, Unreadable
from corpus.reading.containers.table_rows import names_of, rows_of

ENDINGS = frozenset({".csv", ".tsv", ".tab"})
"""Of files that are tables."""
QUESTION = "question"
"""The column of the questions, unless told."""
HEADINGS = frozenset({QUESTION, "questions"})
"""What stands over the only column where that is no question."""
SHOWN = 12


def named_rows(stream: IO[bytes], name: str, ending: str, column: str = "") -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a table by the names of its columns, in small letters, each with its line; one at a time.

    What is asked stands under ``QUESTION``. Empty cells are left out, and so are empty rows.

    Args:
        stream: at the beginning of the table; it is not closed.
        name: of the file, for messages.
        ending: of its name.
        column: that holds the questions; the one called ``QUESTION``, or the only one, unless told.

    Raises:
        QuestionsInvalid: it is no table, or has no such column, or a row cannot be read; the rows before it have been
            yielded.
    """
    wanted = _bare(column) or QUESTION
    with cast("IO[bytes]", _Raw(stream)) as raw:
        try:
            with rows_of(raw, ending) as (dialect, rows):
                names: list[str] | None = None
                for line, fields in rows:
                    row = _sound(fields, name, line)
                    if names is None:
                        names, heading = _columns(row, wanted, column, name)
                        if heading:
                            continue
                    yield line, _record(names, row, dialect.delimiter)
        except Unreadable as error:
            raise QuestionsInvalid(f"{name}: cannot be read as a table ({error})") from error


class _Raw(io.RawIOBase):
    """A stream of bytes as one that is read in pieces, which leaves it open."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._stream.read(len(buffer)) or b""
        buffer[: len(piece)] = piece
        return len(piece)


def _columns(first: list[str], wanted: str, column: str, name: str) -> tuple[list[str], bool]:
    """Return the names of the columns, and whether the first row has them."""
    names = [_bare(one) for one in names_of(first)]
    if wanted in names:
        return [QUESTION if one == wanted else one for one in names], True
    if column:
        raise QuestionsInvalid(f'{name}: has no column "{column}"; it has {_listed(names)}')
    if len(names) == 1:
        return [QUESTION], names[0] in HEADINGS
    raise QuestionsInvalid(
        f'{name}: has several columns and none called "{QUESTION}"; name it with --column, one of {_listed(names)}, '
        f'or put "{QUESTION}" in a line above questions that stand there alone'
    )


def _sound(fields: list[str] | str, name: str, line: int) -> list[str]:
    if isinstance(fields, str):
        raise QuestionsInvalid(f"{name}, line {line}: {fields.partition(';')[0]}")
    with suppress(UnicodeEncodeError):
        "".join(fields).encode()
        return fields
    raise QuestionsInvalid(f"{name}, line {line}: is not UTF-8 as the lines before it; save the file as UTF-8")


def _record(names: list[str], fields: list[str], delimiter: str) -> dict[str, str]:
    """Return a row by its names; what it has too much was cut by marks in its last field."""
    if len(fields) > len(names):
        fields = [*fields[: len(names) - 1], delimiter.join(fields[len(names) - 1 :])]
    return {name: value.strip() for name, value in zip(names, fields, strict=False) if value.strip()}


def _bare(name: str) -> str:
    return " ".join(name.split()).casefold()


def _listed(names: list[str]) -> str:
    return ", ".join(f'"{one}"' for one in names[:SHOWN]) + (", ..." if len(names) > SHOWN else "")
