"""Answers a file of questions into a table, row by row; what was interrupted can be gone on with."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain, groupby
from pathlib import Path
from typing import IO, Any

from bot.cli.output import STDOUT
from bot.cli.progress import Bars
from bot.rendering.as_csv import COLUMNS, guard, rows
from corpus.errors import NotWritten, QuestionsInvalid
from corpus.full_disk import cure_of
from index.answering.answers import Answer

Record = dict[str, Any]
Numbered = tuple[int, Record]
PART = ".part"
"""Behind the name of the table while it is not whole."""
NUMBER, QUESTION = COLUMNS.index("number"), COLUMNS.index("question")


def answer_into(
    out: Path,
    batch: IO[bytes],
    records: Callable[[], Iterator[Record]],
    answered: Callable[[Record], Answer],
    *,
    resume: bool,
    guarded: bool,
) -> None:
    """Answer questions into a table.

    Args:
        out: the table, ``STDOUT`` for standard output.
        batch: the file of questions; one that can be read twice is read through before anything is asked, so that what
            is wrong in it is told at once.
        records: reads it from its beginning.
        answered: answers one.
        resume: go on with what an interrupted run has left.
        guarded: put an apostrophe before what a spreadsheet may take for a formula.

    Raises:
        QuestionsInvalid: a line is not in the form, or what was left is of other questions.
        NotWritten: the table cannot be written.
    """
    total = None
    if batch.seekable():
        total = sum(1 for _ in records())
        batch.seek(0)
    numbered: Iterator[Numbered] = enumerate(records(), start=1)
    with ExitStack() as stack:
        stream, numbered = stack.enter_context(_table(out, numbered, resume=resume, guarded=guarded))
        bars = stack.enter_context(Bars())
        writer = csv.writer(stream)
        for number, record in numbered:
            for row in rows(number, record["question"], answered(record), guarded=guarded):
                writer.writerow(row)
            stream.flush()
            if total is not None:
                bars.asking(number, total)


@contextmanager
def _table(
    out: Path, numbered: Iterator[Numbered], *, resume: bool, guarded: bool
) -> Iterator[tuple[IO[str], Iterator[Numbered]]]:
    """Give the stream to write rows to, and the questions that are still to be asked."""
    if str(out) == STDOUT:
        csv.writer(sys.stdout).writerow(COLUMNS)
        yield sys.stdout, numbered
        return
    part, left = out.with_name(out.name + PART), out.with_name(out.name + PART + ".left")
    try:
        if not resume:
            left.unlink(missing_ok=True)
        elif part.exists() and not left.exists():  # where both are, it was killed while one was copied to the other
            part.replace(left)
        with part.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerow(COLUMNS)
            rest = _gone_on(left, stream, numbered, guarded=guarded) if left.exists() else numbered
            stream.flush()
            left.unlink(missing_ok=True)
            yield stream, rest
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(out)
    except QuestionsInvalid:
        if left.exists():
            left.replace(part)
        raise
    except OSError as error:
        cure = cure_of(error, out, "check the folder and its permissions, or name another file with --csv")
        raise NotWritten(f"{out}: cannot be written ({error.strerror or error}); {cure}") from error


def _gone_on(left: Path, stream: IO[str], numbered: Iterator[Numbered], *, guarded: bool) -> Iterator[Numbered]:
    """Copy the rows of the questions that were wholly answered, and return those that are to be asked.

    The last question of what was left may lack rows, and is asked again.
    """
    writer = csv.writer(stream)
    with left.open(encoding="utf-8-sig", errors="replace", newline="") as old:
        table = csv.reader(old)
        next(table, None)
        kept: list[list[str]] = []
        for _, some in groupby((row for row in table if len(row) > QUESTION), key=lambda row: row[NUMBER]):
            writer.writerows(kept)
            kept = list(some)
            number, record = next(numbered, (0, {"question": ""}))
            asked = guard(record["question"]) if guarded else record["question"]
            if [str(number), asked] != kept[0][: QUESTION + 1]:
                if not old.read(1):  # the last row, cut off within the question
                    return chain([(number, record)], numbered) if number else numbered
                raise QuestionsInvalid(
                    f"{stream.name}: holds answers to other questions than are asked now; remove it, or leave --resume"
                )
    if kept:
        return chain([(number, record)], numbered)
    return numbered
