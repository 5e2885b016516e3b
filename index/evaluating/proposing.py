"""Proposes labelled questions from the passages of an archive, by templates: a start to be edited, not a measure."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from corpus.store.reading import StoredPassage
from index.analysis import archive_term, tokens
from index.answering.searcher import Searcher
from index.engine.engine import Engine

SEED = 20261128
WORDS = 4
"""Telling words of a proposed question. A choice: fewer rarely single a passage out."""
TRIES = 20
"""Passages that are drawn for one question at most."""
PLAIN = ("stated", "resolved")
"""How a day must be decided to be expected."""


def propose(searcher: Searcher, count: int) -> Iterator[dict[str, Any]]:
    """Yield questions in the form of labelled ones, each of another article, the same ones each time.

    Three of four are words of a passage that stand together in no other article; where one of its days is sure, the
    question asks when. Every fourth has words of two passages that stand together in no article at all.
    """
    engine, draw = searcher.engine, random.Random(SEED)  # noqa: S311 - no secret
    used: set[str] = set()
    for number in range(1, count + 1):
        for _ in range(TRIES):
            found = _unanswerable(searcher, engine, draw) if number % 4 == 0 else _answerable(searcher, engine, draw)
            if found is not None and (key := str(found["article_ids"] or found["question"])) not in used:
                used.add(key)
                yield {"id": f"proposed-{number}", **found, "proposed": True}
                break


def _answerable(searcher: Searcher, engine: Engine, draw: random.Random) -> dict[str, Any] | None:
    passage = _drawn(searcher, engine, draw)
    words = _telling(passage, engine) if passage is not None else []
    if passage is None or len(words) < WORDS or len(_articles(engine, words, passage.article.language)) != 1:
        return None
    label = {"answer": passage.text, "article_ids": [passage.article.article_id]}
    spans = [one.span for one in passage.mentions if one.status in PLAIN and one.span is not None]
    asked = " ".join(words)
    if len(spans) == 1 and spans[0].first == spans[0].last and passage.article.language == "en":
        return {"question": f"When was {asked}?", "kind": "when", **label, "event_date": spans[0].first.isoformat()}
    return {"question": asked, "kind": "keywords", **label}


def _unanswerable(searcher: Searcher, engine: Engine, draw: random.Random) -> dict[str, Any] | None:
    some = [_drawn(searcher, engine, draw) for _ in range(2)]
    words = [word for one in some if one is not None for word in _telling(one, engine)[: WORDS // 2]]
    language = some[0].article.language if some[0] is not None else "en"
    if len(words) < WORDS or _articles(engine, words[1:3], language):
        return None
    return {"question": " ".join(words), "kind": "unanswerable", "answer": "", "article_ids": []}


def _drawn(searcher: Searcher, engine: Engine, draw: random.Random) -> StoredPassage | None:
    if not engine.generation.passages:
        return None
    rows = engine.facts(np.array([draw.randrange(engine.generation.passages)], np.int32)).rows.tolist()
    return searcher.store.passages(rows)[0]


def _telling(passage: StoredPassage, engine: Engine) -> list[str]:
    """Return the rarest words of a passage that other passages have too, in the order in which they stand."""
    language = passage.article.language
    known: dict[str, float] = {}
    every = [word for word in tokens(passage.text, language) if word[0].isalpha()]
    words = {archive_term(word, language): word for word in reversed(every)}
    for term, number in engine.lexicon.vocabulary.numbers(words).items():
        if len(engine.holding([number])) > 1:
            known[term] = float(engine.lexicon.idf[number])
    best = sorted(known, key=lambda term: -known[term])[:WORDS]
    return [word for term, word in reversed(list(words.items())) if term in best]


def _articles(engine: Engine, words: Sequence[str], language: str) -> set[int]:
    """Return the articles that have a passage which holds all of some words."""
    numbers = engine.lexicon.vocabulary.numbers(archive_term(word, language) for word in words)
    return set(engine.facts(engine.holding(list(numbers.values()))).articles.tolist()) if numbers else set()
