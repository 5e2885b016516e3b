"""Marks the words of a passage that answer a question, where that is sure: an amount, a name or a date.

Each amount or name of the passage that the question does not say is a candidate i with a value v_i, the weighted sum of
its signs (amounts.py, proper_names.py). The probability that it answers is exp(v_i) / (1 + sum over j of exp(v_j)); the
1 stands for none of them. Weights are learned from labelled questions (marking.toml, benchmarks/marking.py).
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence

from corpus.data import table
from corpus.model import Mention
from index.answering.amount_words import amount_words
from index.answering.amounts import Amounts
from index.answering.passage_words import Candidate, PassageWords
from index.answering.proper_names import proper_names
from index.questions import Question

KINDS = ("number", "name")
GREATEST = 30.0


def marked(
    question: Question, text: str, code: str, weights: Mapping[str, float], dates: Sequence[Mention] = ()
) -> tuple[int, int] | None:
    """Return (start, end) of the words of a passage that answer a question, None where none surely does.

    Args:
        question: what is asked; only for a number or a name.
        text: of the passage.
        code: the language of the passage.
        weights: of the question's terms.
        dates: expressions of dates in the passage, which are neither amounts nor names.
    """
    found = candidates(question, PassageWords(text, code, weights), dates)
    if not found:
        return None
    best = chosen(found, table("index.answering", "marking")["learned"][question.answer])
    if best is None:
        return None
    start, end = best.start, best.end
    if question.answer == "name":  # "Ines Falk and Jakob Lind opened it": it was not one of them alone
        joining = amount_words(code).joining
        for one in found:
            if one.start > end and text[end : one.start].strip() in joining:
                end = one.end
            elif one.end < start and text[one.end : start].strip() in joining:
                start = one.start
    return _whole_words(text, start, end)


def candidates(question: Question, cut: PassageWords, dates: Sequence[Mention] = ()) -> list[Candidate]:
    """Return the words of a passage that may answer; see ``marked``."""
    if question.answer not in KINDS or not cut.total:
        return []
    if question.answer == "number":
        return list(Amounts(question, cut, dates).candidates())
    return list(proper_names(question, cut, dates))


def chosen(found: Sequence[Candidate], learned: Mapping[str, float]) -> Candidate | None:
    """Return the candidate that answers, None where none surely does.

    Args:
        found: all of a passage; "Ada Lovelace" and "Lovelace" are one answer, whose probabilities are added up.
        learned: the weight of each sign, 0 where none is told, and as "sure" the probability that is enough.
    """
    odds = [math.exp(max(-GREATEST, min(GREATEST, value_of(one.signs, learned)))) for one in found]
    whole = 1 + sum(odds)
    best = max(zip(odds, found, strict=True), key=lambda one: one[0], default=(0.0, None))[1]
    if best is None:
        return None
    same = sum(odd for odd, one in zip(odds, found, strict=True) if one.key <= best.key or best.key <= one.key)
    return best if same >= learned["sure"] * whole else None


def value_of(signs: Mapping[str, float], learned: Mapping[str, float]) -> float:
    """Return the value of a candidate: the sum of its signs, each times its weight."""
    return sum(learned.get(name, 0.0) * sign for name, sign in signs.items())


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where words begin and end with the letters and marks that are written as one with them: "15K"."""
    while end < len(text) and (text[end].isalnum() or unicodedata.combining(text[end])):
        end += 1
    return start, end
