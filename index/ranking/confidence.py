"""Tells how likely the passages shown hold the answer, and what follows: an answer, one that may be it, or nothing.

Two regressions of the same signs tell it: whether the best passages are right among all that the archive has, learned
from labelled questions, and whether the archive is about what is asked at all, learned from questions put to archives
that lack the articles which answer them (index/ranking/learned.py). Their odds against are added up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from index.generations.arrays import FloatArray
from index.ranking import evidence as of
from index.ranking.candidates import Candidates
from index.ranking.evidence import EVIDENCE

Verdict = Literal["answer", "maybe", "nothing"]
Slots = list[tuple[float, bool]]
"""The share of each slot in the question, and whether it is a name."""

SHOWN = 3
"""Passages that a reply shows; the answer must be in one of them."""
KINDS = ("number", "name", "date")
"""What an answer holds; for each kind it counts apart how near such words stand to those of the question."""
OF_KIND = (of.NEARBY, of.FOCUSED, of.EXPECTED, of.MEANT_EXPECTED)
OF_THREE = (of.COVERAGE, of.SENTENCE, of.MEANT_SENTENCE, of.PHRASES, of.PARTICULAR, of.WINDOW, of.PAIRS)
GREATEST_LEAD = 2.0
MOST = 0.75
"""The share of a question's weight from which what meets it in some way is shown, however unsure. A choice."""
LEAST, CLOSEST = 0.34, 0.4
"""What is shown as closest meets more than one of three equal words, or has this share of the probability of what may
be the answer. Choices."""
FEWEST = 0.15
"""What may be the answer meets at least so much of a long question by its words or their meaning, and two words of a
shorter one, or as much as what is closest. A choice: people tell much beside a question, and the labelled ones that
weights were learned from hold no mere heaps of words."""
SEARCHED, FOUND = 3, 0.95
"""So few words that ask for nothing in particular are a search; a first passage that holds them all is found, and that
surely. Choices."""
LIKE = 0.7
"""What has no word of the question is nothing unless one is spelled so much like one. A choice."""
KNOWN = 0.85
"""How much the weightiest word of a question is like one of the archive, from which it is taken for that one misspelt.
If it is less so, what is found is no sure answer: of nine archives' questions 4 in a thousand lose one by it. To tell
nothing at all where no word is even like it would refuse 17 of a thousand Persian questions with one. A choice."""
NEVER = 50.0
"""Log-odds beyond which nothing is surer."""
NAMES = 2
"""Names and numbers of a long question in a foreign language that are enough for a passage to be shown. A choice."""
SHORT = math.log(7)
"""A phrase of fewer words that asks for nothing in particular is a search, not half a question."""

SIGNS = (
    "lead", "share", "share_of_three", "share_of_article", "score", "words", "short_phrase", "known", "named",
    *(f"{what}_by_{whom}" for whom in ("one", "three", "article", "all") for what in ("met", "missed", "unnamed")),
    "unheard", "absent", "likest",
    *(
        f"{kind}_{name}"
        for kind in KINDS
        for name in (
            "asked", "anywhere", *(EVIDENCE[column] for column in OF_KIND),
            *(f"{EVIDENCE[column]}_first" for column in OF_KIND),
        )
    ),
    *(f"first_{name}" for name in EVIDENCE),
    *(f"three_{EVIDENCE[column]}" for column in OF_THREE),
)  # fmt: skip
"""Names of the signs, see ``signs``."""
MET = SIGNS.index("met_by_one")


def signs(found: Candidates, order: npt.NDArray[np.intp], values: FloatArray) -> npt.NDArray[np.float64]:
    """Return what tells whether the first passages hold the answer, (len(SIGNS),) float64.

    - lead of the best passage over the best one of another article; the shares of the best, of the first three and of
      the best one's article in all candidates, as the scores' odds tell; the best score
    - words: the logarithm of their number; short_phrase; known: the weight of words that the archive knows; named: of
      names
    - of the slots that the first passage meets, the first three, the first article, and all candidates: their weight,
      the heaviest one missed, and the weight of names missed
    - for each kind of answer whether it is asked for, and the evidence for words of it, the best of three and the
      first's
    - the evidence for the first passage, and some of it at its best in the first three

    Args:
        found: the candidates, at least one.
        order: their places from best to worst.
        values: their scores in that order.
    """
    rows, articles, met = found.evidence[order[:SHOWN]], found.articles[order], found.met[order]
    own = articles == articles[0]
    odds = np.exp(values - values[0])
    shares = odds / odds.sum()
    lead = min(GREATEST_LEAD, float(values[0] - values[~own][0])) if not own.all() else GREATEST_LEAD
    slots: Slots = list(zip(found.shares.tolist(), found.named.tolist(), strict=True))
    words = math.log(max(1, len(slots)))
    short = max(0.0, SHORT - words) if not found.answer else 0.0
    first, three = rows[0].tolist(), rows.max(axis=0).tolist()
    told = [
        lead, shares[0], shares[:SHOWN].sum(), shares[own].sum(), values[0],
        words, short, sum(share for share, _ in slots), sum(share for share, named in slots if named),
    ]  # fmt: skip
    for some in (met[:1], met[:SHOWN], met[own], met):
        told += _of_slots(int(np.bitwise_or.reduce(some, axis=None)), slots)
    told += [found.unheard, len(found.absent), found.likest]
    for kind in KINDS:
        asked = found.answer == kind
        told += [asked, asked * three[of.EXPECTED_ANYWHERE]]
        told += [asked * row[column] for row in (three, first) for column in OF_KIND]
    return np.array([*told, *first, *(three[column] for column in OF_THREE)], np.float64)


def _of_slots(met: int, slots: Slots) -> tuple[float, float, float]:
    """Return the weight of the slots that are met, as bits, the heaviest missed, and the weight of names missed."""
    missed = [one for place, one in enumerate(slots) if not met >> place & 1]
    held = sum(share for place, (share, _) in enumerate(slots) if met >> place & 1)
    return held, max((share for share, _ in missed), default=0.0), sum(share for share, named in missed if named)


@dataclass(frozen=True, slots=True)
class Confidence:
    """How signs are weighed.

    Attributes:
        weights: (len(SIGNS),) in log-odds, of whether the passages shown are right.
        intercept: likewise.
        answer: the probability from which passages are told as an answer.
        maybe: that from which they are shown as what may be it.
        matter: (len(SIGNS),) in log-odds, of whether the archive is about what is asked; not doubted unless told.
        matter_intercept: likewise.
    """

    weights: npt.NDArray[np.float64]
    intercept: float
    answer: float
    maybe: float
    matter: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(len(SIGNS)))
    matter_intercept: float = NEVER

    def of(self, told: npt.NDArray[np.float64]) -> float:
        """Return the probability that the first passages hold the answer, from their signs.

        1 / (1 + e^-right + e^-matter): about the lesser of both, where one of them is small.
        """
        right = self.intercept + float(told @ self.weights)
        matter = self.matter_intercept + float(told @ self.matter)
        return 1 / (1 + sum(math.exp(-max(-NEVER, min(NEVER, odds))) for odds in (right, matter)))


def confidence(found: Candidates, order: npt.NDArray[np.intp], values: FloatArray, by: Confidence) -> float:
    """Return the probability that the first passages hold the answer, 0 without any.

    Labelled questions tell nothing of a mere search: what is searched for stands in the first passage or does not.
    """
    if not order.size:
        return 0.0
    told = signs(found, order, values)
    searched = not found.answer and found.shares.size <= SEARCHED
    sure = by.of(told)
    return max(sure, FOUND) if searched and told[MET] >= FOUND else sure


def verdict(found: Candidates, order: npt.NDArray[np.intp], sure: float, by: Confidence) -> Verdict:
    """Tell whether the best candidates are an answer, may be one, or are nothing to show as one.

    A name that the archive, which is no small one, never has keeps what is found from being the answer, and so does the
    weightiest word. What meets most of the question may be it in any case: an empty refusal would hide it.

    Args:
        found: the candidates.
        order: their places from best to worst.
        sure: the confidence in them.
        by: the thresholds.
    """
    if not order.size or found.likest < LIKE:
        return "nothing"
    if sure >= by.answer and not found.unheard and found.weightiest >= KNOWN:
        return "answer"
    if _holds_the_names(found, order):
        return "maybe"
    if _words_met(found, order) < min(LEAST, max(FEWEST, 2 / max(1, found.shares.size))):
        return "nothing"
    return "maybe" if sure >= by.maybe or _met(found, order) >= MOST else "nothing"


def _holds_the_names(found: Candidates, order: npt.NDArray[np.intp]) -> bool:
    """Tell whether the best candidate or its title holds all names and numbers of a question in a foreign language.

    Its other words are not known to stand there or not; so few names tell nothing of a long question.
    """
    if found.pinned.sum() < max(1, min(NAMES, round(found.pinned.size * LEAST))):
        return False
    bits = int(np.bitwise_or.reduce(found.met[order[0]]))
    return all(bits >> slot & 1 for slot in np.flatnonzero(found.pinned).tolist())


def _words_met(found: Candidates, order: npt.NDArray[np.intp]) -> float:
    """Return the share of the question that the best candidate meets in its words or their meaning.

    By weight, or by number if that is less: words that no article has weigh little, and still are asked for.
    """
    row = found.evidence[order[0]]
    number = int(np.bitwise_or.reduce(found.met[order[0]])).bit_count() / max(1, found.shares.size)
    return float(min(row[of.CONTEXT], number) + row[of.MEANT])


def close(found: Candidates, order: npt.NDArray[np.intp], sure: float, by: Confidence) -> bool:
    """Tell whether the best candidates are worth showing as what came closest to a question that nothing answers."""
    if not order.size or found.likest < LIKE:
        return False
    return sure >= CLOSEST * by.maybe or _met(found, order) >= LEAST


def _met(found: Candidates, order: npt.NDArray[np.intp]) -> float:
    """Return the share of the question's weight that the best candidate and what is around it meet in some way."""
    row = found.evidence[order[0]]
    return float(row[of.CONTEXT] + row[of.VARIANT] + row[of.MEANT])
