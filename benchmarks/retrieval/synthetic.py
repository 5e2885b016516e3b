"""Synthetic archives of any size, the same for the same size, written straight into a store.

Words are made up and follow a Zipf-Mandelbrot law; a share of an article's words comes from a few rare ones that are
its subject. Passages have about 80 words, articles six passages on average and a day each, in order. An archive is
made chunk by chunk, each from a seed of its own, so that memory stays bounded and a small archive is the beginning of a
large one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
from numpy.random import Generator

from corpus.model import Article, ArticleDates, DateSpan, Kind, Outcome, Passage, Precision, Status
from corpus.store.writing import StoreWriter

SEED = 20261123
"""Another one whenever what is made changes, so that older homes are made anew."""
VOCABULARY = 1_000_000
SHIFT, EXPONENT = 2.7, 1.05
"""Of the law: a word of rank r, from 0, is drawn in proportion to (r + 1 + SHIFT) ** -EXPONENT."""
WORDS, SHORTEST, LONGEST = 80, 10, 120
"""Words of a passage: their mean before cutting, and the bounds. A Senate press release's have about 80."""
MOST_PASSAGES = 11
"""An article has 1 to so many passages, each number as often as another."""
SUBJECT_WORDS, SUBJECT_SHARE, SUBJECT_FROM = 12, 0.15, 2_000
"""Words that an article is about, the share of its words that they make up, and the rank from which they are."""
SENTENCE = 20
"""Words of a sentence."""
COMMON = range(20, 500)
"""Ranks of a question's common words. More frequent ones are as function words, which most engines drop."""
COMMON_WORDS, TELLING_WORDS = 3, 5
QUESTIONS_ASKED = 200
CHUNK = 1_000
"""Articles made at once."""
FIRST_DAY, DAYS = date(2000, 1, 1), 9_000

ONSETS, VOWELS, CODAS = "bdfgklmnprtvz", "aou", "kpbgz"
SETTINGS, QUESTIONS = "synthetic.json", "questions.jsonl"

Ranks = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A passage as ranks of words, with the number of its article and the ranks that are its article's subject."""

    article: int
    place: int
    ranks: Ranks
    subject: Ranks


def made(home: Path, size: int) -> bool:
    """Tell whether a home holds the whole synthetic archive of a size; its questions are written last."""
    settings = home / SETTINGS
    return (home / QUESTIONS).exists() and settings.exists() and settings.read_text("utf-8") == _settings(size)


def make(home: Path, size: int) -> None:
    """Write a synthetic archive of ``size`` passages and its questions into a new home."""
    home.mkdir(parents=True, exist_ok=True)
    settings = home / SETTINGS
    settings.write_text(_settings(size), "utf-8")
    chooser = np.random.default_rng([SEED, size])
    asked = set(chooser.choice(size, min(size, QUESTIONS_ASKED), replace=False).tolist())
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
        made = outcomes()
        while batch := list(islice(made, CHUNK)):
            writer.ingest(archive, "", row, batch)
        writer.finish_source(row, settings.stat().st_size, settings.stat().st_mtime_ns)
        writer.finish_archive(archive)
        writer.state()
    lines = (json.dumps(one, ensure_ascii=False) for one in questions)
    (home / QUESTIONS).write_text("\n".join(lines) + "\n", "utf-8")


def _settings(size: int) -> str:
    return json.dumps({"passages": size, "seed": SEED})


def articles(size: int) -> Iterator[tuple[int, Sequence[MadeUp]]]:
    """Yield number and passages of each article until there are ``size`` passages; the last may be cut short."""
    place = number = chunk = 0
    while place < size:
        for ranks in _chunk(np.random.default_rng([SEED, chunk])):
            kept = ranks[1][: size - place]
            yield number, [MadeUp(number, place + extra, one, ranks[0]) for extra, one in enumerate(kept)]
            place += len(kept)
            number += 1
            if place == size:
                return
        chunk += 1


def _chunk(random: Generator) -> Iterator[tuple[Ranks, list[Ranks]]]:
    """Yield subject and passages of ``CHUNK`` articles."""
    passages = random.integers(1, MOST_PASSAGES + 1, CHUNK)
    lengths = np.clip(random.gamma(4, WORDS / 4, int(passages.sum())), SHORTEST, LONGEST).astype(np.int64)
    subjects = random.integers(SUBJECT_FROM, VOCABULARY, (CHUNK, SUBJECT_WORDS))
    article_of = np.repeat(np.repeat(np.arange(CHUNK), passages), lengths)
    ranks = np.searchsorted(_cumulated(), random.random(len(article_of)), side="right")
    on_subject = np.flatnonzero(random.random(len(ranks)) < SUBJECT_SHARE)
    # A subject's first words are its most frequent ones.
    which = (random.random(len(on_subject)) ** 2 * SUBJECT_WORDS).astype(np.int64)
    ranks[on_subject] = subjects[article_of[on_subject], which]
    cut = iter(np.split(ranks, np.cumsum(lengths)[:-1]))
    for subject, count in zip(subjects, passages, strict=True):
        yield subject, list(islice(cut, int(count)))


@cache
def _cumulated() -> npt.NDArray[np.float64]:
    weights = (np.arange(1, VOCABULARY + 1) + SHIFT) ** -EXPONENT
    sums = np.cumsum(weights)
    sums /= sums[-1]
    return sums


def question(ranks: Ranks, random: Generator) -> list[str]:
    """Return a question's words, three of them common, as they stand in a passage; none if it has too few."""
    distinct = np.array(list(dict.fromkeys(ranks.tolist())), np.int64)
    common = (distinct >= COMMON.start) & (distinct < COMMON.stop)
    telling = distinct >= COMMON.stop
    if common.sum() < COMMON_WORDS or telling.sum() < TELLING_WORDS:
        return []
    chosen = np.concatenate(
        [
            random.choice(np.flatnonzero(common), COMMON_WORDS, replace=False),
            random.choice(np.flatnonzero(telling), TELLING_WORDS, replace=False),
        ]
    )
    return [word(int(rank)) for rank in distinct[np.sort(chosen)]]


@lru_cache(maxsize=1 << 17)
def word(rank: int) -> str:
    """Return the made-up word of a rank: shorter for frequent ones, no two alike, ending so that no stemmer cuts it."""
    rank, coda = divmod(rank, len(CODAS))
    letters = CODAS[coda]
    syllables = 0
    while rank or syllables < 2:
        rank, syllable = divmod(rank, len(ONSETS) * len(VOWELS))
        letters = ONSETS[syllable // len(VOWELS)] + VOWELS[syllable % len(VOWELS)] + letters
        syllables += 1
    return letters


def text(ranks: Ranks) -> str:
    """Return a passage's text in sentences."""
    words = [word(rank) for rank in ranks.tolist()]
    sentences = (" ".join(words[start : start + SENTENCE]) for start in range(0, len(words), SENTENCE))
    return " ".join(f"{sentence.capitalize()}." for sentence in sentences)


def _article(number: int, passages: Sequence[MadeUp], size: int) -> Article:
    day = FIRST_DAY + timedelta(days=passages[0].place * DAYS // size)
    dates = ArticleDates(DateSpan(day, day, Precision.DAY), Kind.RECORD, Status.DATED, confidence=1.0)
    title = " ".join(word(rank) for rank in passages[0].subject[:5].tolist()).capitalize()
    made = tuple(Passage(text(passage.ranks)) for passage in passages)
    return Article(f"{number}", title, None, "en", (), (), dates, made)


def _labelled(number: int, words: list[str], passage: MadeUp) -> dict[str, object]:
    return {
        "id": f"{number}",
        "question": " ".join(words),
        "kind": "keywords",
        "answer": text(passage.ranks),
        "article_ids": [f"{passage.article}"],
    }
