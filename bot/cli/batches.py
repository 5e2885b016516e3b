"""Reads a batch, a .jsonl file with one object a line or a table, and says which line is not in the form."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import IO, Any, TypeVar

from corpus.dates.spans import parse_day
from corpus.errors import QuestionsInvalid

T = TypeVar("T")


def read_batch(batch: IO[bytes], read: Callable[[dict[str, Any]], T], form: str) -> Iterator[T]:
    """Yield what ``read`` makes of each line, in order.

    Args:
        batch: the file; blank lines are passed over.
        read: turns a line's object into what is wanted; may raise ValueError, KeyError or TypeError.
        form: what each line should be, for the message.

    Raises:
        QuestionsInvalid: a line is not in the form; the lines before it have been yielded.
    """
    for number, line in enumerate(batch, start=1):
        if not line.strip():
            continue
        try:
            value = read(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise QuestionsInvalid(
                f"{batch.name}, line {number}: is not in the form ({error}); each line is {form}"
            ) from error
        yield value


def read_table(
    batch: IO[bytes], ending: str, column: str, read: Callable[[dict[str, Any]], T], form: str
) -> Iterator[T]:
    """Yield what ``read`` makes of each row of a table that has a question, in order.

    Args:
        batch: the table.
        ending: of the file's name.
        column: that holds the questions, "" for the one called so, or the only one.
        read: as of ``read_batch``.
        form: what each row may hold, by the names of its columns.

    Raises:
        QuestionsInvalid: it is no table with such a column, or a row is not in the form.
    """
    from index.evaluating.tables import QUESTION, named_rows  # noqa: PLC0415 - few ask for it

    for line, row in named_rows(batch, batch.name, ending, column):
        if QUESTION not in row:
            continue
        try:
            value = read(dict(row))
        except (ValueError, KeyError, TypeError) as error:
            raise QuestionsInvalid(
                f"{batch.name}, line {line}: is not in the form ({error}); its columns may be {form}"
            ) from error
        yield value


def text_of(record: dict[str, Any], name: str) -> str:
    """Return a field that must be a text.

    Raises:
        KeyError: it is missing.
        TypeError: it is something else.
    """
    text = record[name]
    if not isinstance(text, str):
        raise TypeError(f"{name} must be a text")
    return text


def day_of(record: dict[str, Any], name: str) -> date | None:
    """Return a field that may be a day, None if it is missing.

    Raises:
        ValueError: it is there and no day.
    """
    given = record.get(name)
    if given is None:
        return None
    day = parse_day(str(given)[:10])
    if day is None:
        raise ValueError(f"{name} is no day")
    return day
