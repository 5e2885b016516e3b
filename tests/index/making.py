"""Makes archives and indexes for tests, and asks them."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from corpus.store.reading import StoredPassage
from index.answering.answers import Answer, Match
from index.answering.searcher import Searcher
from index.building.updating import Update, update

ASKED_ON = date(2024, 3, 1)

FACTS: tuple[dict[str, str], ...] = (
    {
        "id": "bridge",
        "title": "Bridge over the Arle opens",
        "date": "2019-05-07",
        "text": "The bridge over the river Arle was opened on May 4, 2019 by Ines Falk, the mayor of Ostheim. "
        "It had cost two million crowns, twice as much as planned.\n\nFerries crossed the Arle for three centuries. "
        "The last ferryman, Jakob Lind, rowed the first guests over once more before the ribbon was cut.",
    },
    {
        "id": "flood",
        "title": "Flood reaches Ostheim",
        "date": "2020-02-11",
        "text": "The flood of the Arle reached the market of Ostheim in the night. Four hundred people slept in the "
        "school of the neighbouring village, among them the whole council.",
    },
    {
        "id": "inquiry",
        "title": "Inquiry into the flood",
        "date": "2020-06-02",
        "text": "An inquiry found on June 1, 2020 that the flood gates at Ostheim had been left open. The council will "
        "replace both gates before the winter.",
    },
    {
        "id": "museum",
        "title": "The museum of salt",
        "text": "The museum of salt in Wendelin shows how brine was boiled in lead pans. Its oldest pan was found in "
        "the summer of 1911 under a stable.",
    },
    {
        "id": "election",
        "title": "Ines Falk elected again",
        "date": "2021-09",
        "text": "Ines Falk was elected mayor of Ostheim again with a majority of nine votes. Her rival asked for a "
        "recount.",
    },
)
"""Invented events of an invented valley, so that nobody's knowledge of the world helps a test."""

TOWNS = "Ostheim Wendelin Karst Brunn Talau Seewalde".split()
THINGS = "harbour railway school market chapel quarry orchard mill tavern granary".split()
DEEDS = "repaired sold painted closed measured flooded fenced insured photographed rented".split()


def filler(count: int) -> list[dict[str, str]]:
    """Return records about small doings, the same ones every time."""
    chance = random.Random(7)
    made = []
    for number in range(count):
        sentences = [
            f"The {chance.choice(THINGS)} of {chance.choice(TOWNS)} was {chance.choice(DEEDS)} by order of the council."
            for _ in range(chance.randint(2, 9))
        ]
        record = {"id": f"filler-{number}", "text": " ".join(sentences)}
        if number % 7:
            record["date"] = f"{2015 + number % 8}-{1 + number % 12:02}-{1 + number % 28:02}"
        made.append(record)
    return made


def write_records(file: Path, records: Sequence[Mapping[str, object]]) -> Path:
    """Write a .jsonl file, younger than the one that was there before, and return it."""
    before = file.stat().st_mtime_ns if file.exists() else 0
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(one) + "\n" for one in records), "utf-8")
    os.utime(file, ns=(before + 1_000_000, before + 1_000_000))
    return file


def quiet(*_: object) -> None:
    """Take a progress report and show nothing."""


def indexed(home: Path, *roots: Path, full: bool = False) -> Update:
    """Bring store and index up to date with some archives."""
    return update(home, list(roots), full=full, reading=quiet, building=quiet)


@contextmanager
def searching(home: Path, *, compiled: bool = False) -> Iterator[Searcher]:
    """Give a searcher whose connection of this thread is closed at the end."""
    searcher = Searcher(home, compiled=compiled)
    try:
        yield searcher
    finally:
        searcher.close()


@contextmanager
def searching_records(root: Path, records: Sequence[Mapping[str, object]]) -> Iterator[Searcher]:
    """Give a searcher of an archive of some records, indexed below a folder."""
    indexed(root / "home", write_records(root / "archive" / "news.jsonl", records))
    with searching(root / "home") as searcher:
        yield searcher


def ask(
    searcher: Searcher,
    words: str,
    first: date | None = None,
    last: date | None = None,
    *,
    top: int = 3,
    newest: bool = False,
) -> Answer:
    """Ask a question as a reader would."""
    return searcher.answer(words, ASKED_ON, first, last, top=top, newest=newest)


def match_of(passage: StoredPassage, excerpt: tuple[int, int], rank: int = 1) -> Match:
    """Return a match whose best sentence is told."""
    match = Match(rank, 1.0, passage)
    match.__dict__["excerpt"] = excerpt
    return match


def ids(answer: Answer) -> list[str]:
    """Return the articles of an answer, or of what came closest, in order."""
    return [match.passage.article.article_id for match in answer.matches or answer.closest]
