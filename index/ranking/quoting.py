"""Finds the passages that hold some words side by side, as a name or a quotation of stop words asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from index.analysis import alternatives, tokens
from index.engine.engine import Engine
from index.questions import Question
from index.ranking.candidates import Candidates, in_given_order
from index.ranking.of_time import Keep
from index.ranking.sifting import of_scope
from index.ranking.verbatim import side_by_side

AT_ONCE = 1000
"""Passages that are looked at together."""
MOST = 100_000
"""Passages that are looked at, the newest with all of the words: at most two seconds on the Senate archive."""
Texts = Callable[[Sequence[int]], Sequence[str]]
"""Returns passages word for word, by their numbers in the store."""


def quoting(engine: Engine, question: Question, texts: Texts, k: int, keep: Keep | None = None) -> Candidates | None:
    """Return k passages that hold a question's phrase, the newest first; None if none does, or it has no phrase.

    Args:
        engine: what searches the archive.
        question: its phrase and its time.
        texts: returns passages word for word.
        k: how many.
        keep: tells what is wanted if not everything is.
    """
    words = tokens(question.phrase, question.language)
    codes = (question.language, *engine.lexicon.languages)
    slots = [alternatives(word, codes) for word in words]
    known = engine.lexicon.vocabulary.numbers(term for slot in slots for term in slot)
    numbers = [[known[term] for term in slot if term in known] for slot in slots if slot]
    if not numbers or not all(numbers):
        return None
    found: list[int] = []
    holding = engine.holding([slot[0] for slot in numbers])
    holding = holding[np.argsort(-engine.facts(holding).first_days, kind="stable")][:MOST]
    as_written = re.compile(r"(?<!\w)" + r"\W+".join(map(re.escape, question.phrase.split())) + r"(?!\w)")
    for begin in range(0, holding.size, AT_ONCE):
        some = of_scope(engine, holding[begin : begin + AT_ONCE], question.scope)
        some = some[side_by_side(engine.words(some), some.size, numbers)]
        if question.phrase != question.phrase.lower() and some.size:
            shown = texts(engine.facts(some).rows.tolist())
            some = some[[as_written.search(text) is not None for text in shown]]
        some = some if keep is None else keep(some)
        found += some.tolist()
        if len(found) >= k:
            break
    weights = engine.lexicon.weights([slot[0] for slot in slots if slot])
    return in_given_order(engine, found[:k], weights) if found else None
