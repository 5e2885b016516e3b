"""Tells how likely each word of a question is one of what is asked about, and not of what is said around it.

"My aunt is a nurse from there" has the rarest word of a question that no article on it holds. The weights are learned
from which words of labelled questions stand in their articles (weights.toml, benchmarks/salience.py).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from operator import mul

from corpus.data import table
from index.generations.lexicon import NAME, NUMERIC, Lexicon
from index.questions import Question

SIGNS = (
    "everyday", "everyday_rarity", "name", "number", "capital", "misspelt", "rarity", "rarity_squared", "burst",
    "many_rarity", "many", "intercept",
)  # fmt: skip
"""What tells of a word: whether it is one of everyday speech, alone and times its rarity; whether the archive writes
it as a name, or it is a number; whether the question gives it a capital; whether the archive knows it as something
spelled alike only; its idf beside that of a word that no passage holds, and the square; how much rarer passages with it
are than articles; and the number of words, times the rarity and alone."""
POWER = 0.5
"""Of the likelihood, beside the idf of a word. A choice: with 1 more neat questions lose than chatty ones gain."""
USUAL = 0.75
"""The likelihood of a word that counts its idf: about that of the words of neat questions."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A word of a question.

    Attributes:
        name: its own term.
        terms: that meet it.
        trust: how well they stand for it, 1 if the archive knows it.
        idf: of the most telling of them.
        salience: what it counts beside its idf (index/ranking/salience.py).
    """

    name: str
    terms: tuple[int, ...]
    trust: float
    idf: float
    salience: float = 1.0

    @property
    def weight(self) -> float:
        """What it counts in the question."""
        return self.idf * self.salience


def salience(
    question: Question, slots: Sequence[Slot], lexicon: Lexicon, capitals: Collection[str], said: Collection[str]
) -> list[float]:
    """Return what each word of a question counts beside its idf, about 1 where all tell.

    Args:
        question: that is asked.
        slots: its words.
        lexicon: of the archive.
        capitals: the folded words that the question writes as names.
        said: the terms of its words of everyday speech.
    """
    told = (sum(map(mul, row, _weights())) for row in signs(question, slots, lexicon, capitals, said))
    return [(1 / (1 + math.exp(-one)) / USUAL) ** POWER for one in told]


def signs(
    question: Question, slots: Sequence[Slot], lexicon: Lexicon, capitals: Collection[str], said: Collection[str]
) -> list[tuple[float, ...]]:
    """Return what tells of each word of a question, a row of ``SIGNS`` for each."""
    words = dict(zip(question.terms, question.words, strict=True))
    many = math.log(max(1, len(slots)))
    rows: list[tuple[float, ...]] = []
    for slot in slots:
        word = words.get(slot.name, slot.name)
        rarity = slot.idf / lexicon.unseen_idf
        kinds = max((int(lexicon.word_kinds[term]) for term in slot.terms), default=0)
        article = max((float(lexicon.article_idf[term]) for term in slot.terms), default=lexicon.unseen_idf)
        chat = slot.name in said
        row = chat, chat * rarity, bool(kinds & NAME), bool(kinds & NUMERIC), word in capitals, slot.trust < 1
        rows.append((*row, rarity, rarity**2, slot.idf - article, many * rarity, many, 1))
    return rows


@cache
def _weights() -> tuple[float, ...]:
    values = table("index.ranking", "weights")["salience"]
    return tuple(values.get(name, 0.0) for name in SIGNS)
