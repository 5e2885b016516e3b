"""Synthetic archives of any size, the same for the same size, written straight into a store.

Words are made up and as frequent as those of a real archive (``made_up``); a share of an article's words are a few
that are its subject. Lengths are those of US Senate press releases: passages have about 73 words, articles six
passages. An article has a day within twenty years, in order, and two passages of five name a time. An archive is made
chunk by chunk, each from a seed of its own, so that memory stays bounded and the texts of a small archive are the
beginning of those of a large one.

    python -m benchmarks.retrieval.synthetic FOLDER SIZE    # prints the home, made if need be
"""

from __future__ import annotations

import calendar
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from shutil import rmtree

import numpy as np
from numpy.random import Generator

from benchmarks.retrieval.made_up import FUNCTION_WORDS, VOCABULARY, Ranks, draw, draw_telling, is_number, word
from corpus.model import Article, ArticleDates, DateSpan, Kind, Mention, Outcome, Passage, Precision, Status
from corpus.store.rows import item_rows
from corpus.store.schema import VERSION
from corpus.store.writing import StoreWriter

SEED = 20261127
"""Another one whenever what is made changes, so that older homes are made anew."""
WORDS, SHORTEST, LONGEST = 74, 4, 155
"""Words of a passage: their mean before cutting, and the bounds."""
PASSAGES, SPREAD, MOST_PASSAGES = 5, 0.65, 60
"""Passages of an article: their median, the standard deviation of their logarithm, and the bound."""
SUBJECT_WORDS, SUBJECT_SHARE, SUBJECT_FROM = 12, 0.15, 300
"""Words that an article is about, the share of its words that they make up, and the rank from which they are."""
TITLE_WORDS = 5
SENTENCE = 20
"""Words of a sentence."""
NAMING_A_TIME = 0.4
"""Share of the passages that do. Of the Senate's .47."""
ASKED = ((0, len(FUNCTION_WORDS), 3), (len(FUNCTION_WORDS), 2_000, 2), (2_000, VOCABULARY, 3))
"""Of which ranks a question's words are, and how many."""
QUESTIONS_ASKED, DRAWN = 200, 260
"""Questions, and the passages that are drawn for them, of which one in six has too few words."""
CHUNK = 1_000
"""Articles made at once."""
FIRST_DAY, DAYS = date(2000, 1, 1), 7_305

SETTINGS, QUESTIONS = "synthetic.json", "questions.jsonl"


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A passage as ranks of words.

    Attributes:
        place: its number in the archive, from 0.
        subject: the ranks of the words that its article is about.
        day: days from ``FIRST_DAY`` of the time that it names; -1 for none.
    """

    article: int
    place: int
    ranks: Ranks
    subject: Ranks
    day: int


def home_of(folder: Path, size: int) -> Path:
    """Return where the archive of a size is kept: builds whose stores are of the same schema share it."""
    return folder / f"synthetic-{size}-schema-{VERSION}"


def made(home: Path, size: int) -> bool:
    """Tell whether a home holds the whole synthetic archive of a size; its questions are written last."""
    settings = home / SETTINGS
    return (home / QUESTIONS).exists() and settings.exists() and settings.read_text("utf-8") == _settings(size)


def make(home: Path, size: int) -> None:
    """Write a synthetic archive of ``size`` passages and its questions into a home, if it is not there."""
    if made(home, size):
        return
    rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    settings = home / SETTINGS
    settings.write_text(_settings(size), "utf-8")
    chooser = np.random.default_rng([SEED, size])
    asked = set(chooser.choice(size, min(size, DRAWN), replace=False).tolist())
    questions: list[dict[str, object]] = []

    def outcomes() -> Iterator[Outcome]:
        for number, passages in articles(size):
            for passage in passages:
                if passage.place in asked and (words := question(passage.ranks, chooser)):
                    questions.append(_labelled(len(questions), words, passage))
            yield Outcome(f"{number}", number, f"{number:x}", [_article(number, passages, size)])

    with StoreWriter(home, 1) as writer:
        archive = writer.archive(settings)
        row = writer.begin_source(archive, settings.name)
        made_up = outcomes()
        while batch := list(islice(made_up, CHUNK)):
            writer.write(archive, "", row, map(item_rows, batch))
        writer.finish_source(row, settings.stat().st_size, settings.stat().st_mtime_ns)
        writer.finish_archive(archive)
        writer.state()
    lines = (json.dumps(one, ensure_ascii=False) for one in questions[:QUESTIONS_ASKED])
    (home / QUESTIONS).write_text("\n".join(lines) + "\n", "utf-8")


def _settings(size: int) -> str:
    return json.dumps({"passages": size, "seed": SEED})


def articles(size: int) -> Iterator[tuple[int, Sequence[MadeUp]]]:
    """Yield number and passages of each article until there are ``size`` passages; the last may be cut short."""
    place = number = chunk = 0
    while place < size:
        for subject, passages, days in _chunk(np.random.default_rng([SEED, chunk])):
            kept = list(zip(passages, days, strict=True))[: size - place]
            yield number, [MadeUp(number, place + extra, *one[:1], subject, one[1]) for extra, one in enumerate(kept)]
            place += len(kept)
            number += 1
            if place == size:
                return
        chunk += 1


def _chunk(random: Generator) -> Iterator[tuple[Ranks, list[Ranks], list[int]]]:
    """Yield subject, passages and the days that these name of ``CHUNK`` articles."""
    passages = np.clip(np.exp(random.normal(np.log(PASSAGES), SPREAD, CHUNK)), 1, MOST_PASSAGES).astype(np.int64)
    count = int(passages.sum())
    lengths = np.clip(random.gamma(4, WORDS / 4, count), SHORTEST, LONGEST).astype(np.int64)
    subjects = draw_telling(random, (CHUNK, SUBJECT_WORDS), SUBJECT_FROM)
    article_of = np.repeat(np.repeat(np.arange(CHUNK), passages), lengths)
    ranks = draw(random, len(article_of))
    on_subject = np.flatnonzero(random.random(len(ranks)) < SUBJECT_SHARE)
    # A subject's first words are its most frequent ones.
    which = (random.random(len(on_subject)) ** 2 * SUBJECT_WORDS).astype(np.int64)
    ranks[on_subject] = subjects[article_of[on_subject], which]
    days = np.where(random.random(count) < NAMING_A_TIME, random.integers(0, DAYS, count), -1)
    cut = iter(np.split(ranks, np.cumsum(lengths)[:-1]))
    named = iter(days.tolist())
    for subject, size in zip(subjects, passages.tolist(), strict=True):
        yield subject, list(islice(cut, size)), list(islice(named, size))


def question(ranks: Ranks, random: Generator) -> list[str]:
    """Return a question's words, from frequent to telling ones, as they stand in a passage; none if it has too few."""
    distinct = np.array([rank for rank in dict.fromkeys(ranks.tolist()) if not is_number(rank)], np.int64)
    chosen: list[int] = []
    for least, most, count in ASKED:
        of_these = np.flatnonzero((distinct >= least) & (distinct < most))
        if of_these.size < count:
            return []
        chosen += random.choice(of_these, count, replace=False).tolist()
    return [word(rank) for rank in distinct[np.sort(chosen)].tolist()]


def text(ranks: Ranks) -> str:
    """Return a passage's text in sentences."""
    words = list(map(word, ranks.tolist()))
    for start in range(0, len(words), SENTENCE):
        words[start] = words[start][:1].upper() + words[start][1:]
    return " ".join(" ".join(words[start : start + SENTENCE]) + "." for start in range(0, len(words), SENTENCE))


def _passage(passage: MadeUp) -> Passage:
    body = text(passage.ranks)
    if passage.day < 0:
        return Passage(body)
    begin, words, span = f"{body} That was ", *_time(FIRST_DAY + timedelta(days=passage.day))
    mention = Mention(len(begin) + 3, len(begin) + len(words), words[3:], "explicit", span, "stated")
    return Passage(f"{begin}{words}.", "", (mention,))


def _time(day: date) -> tuple[str, DateSpan]:
    """Return how a passage names a day, or its month or year: two letters, a space, and the mention."""
    month = calendar.month_name[day.month]
    if day.day <= 20:
        return f"on {month} {day.day}, {day.year}", DateSpan(day, day, Precision.DAY)
    if day.day <= 26:
        last = calendar.monthrange(day.year, day.month)[1]
        return f"in {month} {day.year}", DateSpan(day.replace(day=1), day.replace(day=last), Precision.MONTH)
    return f"in {day.year}", DateSpan(date(day.year, 1, 1), date(day.year, 12, 31), Precision.YEAR)


def _article(number: int, passages: Sequence[MadeUp], size: int) -> Article:
    day = FIRST_DAY + timedelta(days=passages[0].place * DAYS // size)
    dates = ArticleDates(DateSpan(day, day, Precision.DAY), Kind.RECORD, Status.DATED, confidence=1.0)
    title = " ".join(map(word, passages[0].subject[:TITLE_WORDS].tolist()))
    return Article(
        f"{number}", title[:1].upper() + title[1:], None, "en", (), (), dates, tuple(map(_passage, passages))
    )


def _labelled(number: int, words: list[str], passage: MadeUp) -> dict[str, object]:
    return {
        "id": f"{number}",
        "question": " ".join(words),
        "kind": "keywords",
        "answer": text(passage.ranks),
        "article_ids": [f"{passage.article}"],
    }


if __name__ == "__main__":
    home = home_of(Path(sys.argv[1]), int(sys.argv[2]))
    make(home, int(sys.argv[2]))
    print(home)
