"""A word of a question, as the lexicon of a generation knows it."""

from __future__ import annotations

from dataclasses import dataclass


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
