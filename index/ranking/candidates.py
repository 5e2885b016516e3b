"""Finds the passages that may answer a question, and measures what speaks for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from index.engine.engine import Engine, Facts
from index.generations.arrays import FloatArray, IntArray, LongArray
from index.generations.ragged import Ragged
from index.questions import Question, Scope
from index.ranking import evidence
from index.ranking.evidence import ARTICLE, EVIDENCE, LEAD, LENGTH, LONG, PASSAGE, POSITION, TIME
from index.ranking.slots import Reading

TELLING = 1000
"""Passages of an archive from which a name that stands in none tells that it does not answer. A choice; of a few
articles one may well answer without the name."""
NAMED_FIT = 0.7
"""How surely a passage that only names a scope is about it, beside one published in it. A choice."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages that fit best, with the evidence for each.

    Attributes:
        passages: (n,) passage numbers, best first by the sum that chose them.
        rows: (n,) their numbers in the store.
        articles: (n,) the article of each.
        words: a row for each.
        evidence: (n, len(EVIDENCE)) float32.
        absent: terms of the question that stand nowhere in the archive, spelled as they are.
        unheard: the question names somebody or something that the archive, which is no small one, never does.
        weights: idf of the question's terms, 0 for those that no passage holds.
        likest: how much the best known of its terms is like one of the archive, 1 if it stands there, 0 to 1.
    """

    passages: IntArray
    rows: LongArray
    articles: IntArray
    words: Ragged
    evidence: FloatArray
    absent: tuple[str, ...] = ()
    unheard: bool = False
    likest: float = 1.0
    weights: Mapping[str, float] = field(default_factory=dict)

    def take(self, places: LongArray) -> Candidates:
        """Return some of the candidates, by their places."""
        of_each = {name: getattr(self, name)[places] for name in ("passages", "rows", "articles", "evidence")}
        return replace(self, **of_each, words=self.words.take(places))


def candidates(engine: Engine, question: Question, scope: Scope | None, k: int) -> Candidates:
    """Return the k best passages for a question, exactly, and the evidence for each.

    Args:
        engine: what searches the archive.
        question: its words and what it asks for.
        scope: the time that passages must be about, None for any.
        k: how many.
    """
    reading = Reading(question, engine.lexicon)
    (found,) = engine.search([reading.search(scope, k)])
    words, facts = engine.words(found.passages), engine.facts(found.passages)
    own = Ragged(words.values, words.bounds[: found.passages.size + 1])
    rows = np.zeros((found.passages.size, len(EVIDENCE)), np.float32)
    if found.passages.size:
        rows[:, PASSAGE] = found.scores / reading.rarity
        rows[:, ARTICLE] = found.article_scores / reading.rarity
        evidence.gather(reading.asked(), words.values, words.bounds, rows)
        rows[:, LEAD] = facts.places == 0
        rows[:, LENGTH] = np.minimum(1, own.lengths / LONG)
        rows[:, POSITION] = facts.places / np.maximum(1, facts.sizes - 1)
        if scope:
            rows[:, TIME] = _time_fit(scope, facts, engine.named_days(found.passages))
    unknown = [slot.name for slot in reading.slots if not slot.terms]
    return Candidates(
        found.passages,
        facts.rows,
        facts.articles,
        own,
        rows,
        absent=tuple(slot.name for slot in reading.slots if slot.trust < 1),
        unheard=engine.generation.passages >= TELLING and bool(unknown) and question.names_any(unknown),
        likest=max((slot.trust for slot in reading.slots), default=0.0),
        weights={slot.name: slot.idf if slot.trust == 1 else 0.0 for slot in reading.slots},
    )


def _time_fit(scope: Scope, facts: Facts, named: Ragged) -> FloatArray:
    """Return how surely passages are about a scope: 1 published in it, less if they only name it, 0 otherwise."""
    fit = np.zeros(facts.rows.size, np.float32)
    begins, ends = named.values.T
    of_passage = np.repeat(np.arange(fit.size), named.lengths)
    for first, last in scope.days:
        names = (begins <= last) & (ends >= first) & (ends - begins <= last - first + 1)
        fit[of_passage[names]] = np.maximum(fit[of_passage[names]], NAMED_FIT)
        fit[(facts.last_days >= first) & (facts.first_days <= last) & (facts.first_days > 0)] = 1
    return fit
