"""Judges rankings with the measures of ``dateline evaluate``, the same code for every engine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from corpus.store.reading import StoreReader
from index.answering.answers import Answer, Match
from index.answering.question import parse_question
from index.evaluating.judging import judge
from index.evaluating.labelled import Labelled
from index.evaluating.measures import Quality

MEASURES = ("hit@1", "hit@10", "answer@1", "answer@3")


def quality(home: Path, labelled: Sequence[Labelled], rankings: Sequence[Sequence[int]]) -> dict[str, float | None]:
    """Return the measures of some rankings.

    Args:
        home: of the store.
        labelled: the questions.
        rankings: for each, the rows of the passages that were found, best first.

    Returns:
        Each of ``MEASURES``; those of answers None for a set whose questions have no answers in words.
    """
    store = StoreReader(home)
    outcomes = []
    for one, rows in zip(labelled, rankings, strict=True):
        found = [passage for passage in store.passages(rows) if passage is not None]
        matches = tuple(Match(rank, 0.0, passage) for rank, passage in enumerate(found, start=1))
        question = parse_question(one.question, date.today())  # noqa: DTZ011 - the asker's own day
        outcomes.append(judge(one, Answer(question, "answer" if matches else "nothing", matches=matches)))
    store.close()
    measures = Quality(outcomes).measures()
    worded = any(one.answer for one in labelled)
    return {name: measures[name] if worded or not name.startswith("answer") else None for name in MEASURES}
