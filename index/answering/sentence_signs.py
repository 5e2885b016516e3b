"""Measures what speaks for each sentence of the passages found to be the one that holds the answer."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.data import table
from corpus.model import Mention
from index.answering.answers import Match
from index.answering.marking import KINDS, candidates, value_of
from index.answering.passage_cuts import REMEMBERED, Cut, Span, remembered
from index.answering.passage_words import PassageWords
from index.questions import Question

ASKED = ("number", "name", "date")
OF_KIND = ("digit", "digits", "capitals", "dated")
SIGNS = (
    "share",  # of the question's weight that the sentence meets
    "before", "behind",  # share that only the sentence before it meets, or the one behind it
    "relative",  # its share beside the best of its passage
    "passage", "passage_root",  # the passage's share in the odds of all that were found; its root
    "share_passage",  # the share times the passage's share
    "rank",  # the logarithm of the passage's rank
    "first",  # the passage is the first
    "best_first",  # it is the first passage's best sentence
    "opens", "closes",  # it is the first or the last sentence
    "lead", "opens_lead",  # the passage begins its article; and the sentence begins it
    "same_article",  # as the first passage's
    "sentences",  # of the passage
    "length",  # logarithm of its characters
    "quotes",  # somebody is quoted
    "surest", "weight",  # of its amounts or names as the answer: the probability of the surest, and its value
    *(f"{kind}_{sign}" for kind in ASKED for sign in OF_KIND),
)  # fmt: skip
"""What speaks for a sentence; the last twelve count for questions that ask for a number, a name or a date."""
LONG, PIECE = 350, 300
"""A sentence of more characters, as old dumps without full stops have, is chosen piece by piece. Choices."""
DIGITS = re.compile(r"\d[\d.,٫٬]*")
CAPITAL = re.compile(r" (?<=[^\W\d_A-Z] )[\"“(«]?([A-ZÀ-ÞА-Я]\w+)")
QUOTES = re.compile(r"[\"“”«»„]")
MOST_VALUE = 5.0
Matrix = npt.NDArray[np.float64]
MOST_DIGITS, MOST_CAPITALS = 3, 4
"""Numbers and names of a sentence that are counted."""
Figures = tuple[bool, int, int, bool]
NO_FIGURES: Figures = (False, 0, 0, False)


class Sentence(NamedTuple):
    """A sentence, or a piece of a long one: the place of its match among all, and its characters."""

    place: int
    start: int
    end: int


class Measured(NamedTuple):
    """What the words of a sentence tell; see ``SIGNS``."""

    share: float
    before: float
    behind: float
    relative: float
    quotes: bool
    surest: float
    weight: float
    digit: bool
    digits: int
    capitals: int
    dated: bool


class Pieces(NamedTuple):
    """The sentences of a passage, long ones in pieces: where they are, their terms, whether somebody is quoted."""

    spans: tuple[Span, ...]
    terms: tuple[tuple[str, ...], ...]
    quotes: tuple[bool, ...]


def signs(question: Question, matches: Sequence[Match]) -> tuple[list[Sentence], Matrix]:
    """Return the sentences of some matches, and what speaks for each, (n_sentences, len(SIGNS))."""
    sentences: list[Sentence] = []
    measured: list[Measured] = []
    counts = []
    for place, match in enumerate(matches):
        own, spans = _measured(question, match)
        sentences += [Sentence(place, *span) for span in spans]
        measured += own
        counts.append(len(spans))
    if not sentences:
        return [], np.zeros((0, len(SIGNS)))
    columns = _of_matches(matches, np.array(counts)) | dict(
        zip(Measured._fields, np.array(measured, dtype=float).T, strict=True)
    )
    starts = [one.start for one in sentences[: counts[0]]]
    best = max(0, bisect_right(starts, matches[0].excerpt[0]) - 1)
    columns["best_first"] = np.zeros(len(sentences))
    columns["best_first"][best] = 1.0
    columns["length"] = np.log([1 + one.end - one.start for one in sentences])
    columns["share_passage"] = columns["share"] * columns["passage"]
    columns |= {f"{question.answer}_{name}": columns[name] for name in OF_KIND}
    told = np.zeros((len(sentences), len(SIGNS)))
    for place, name in enumerate(SIGNS):
        if name in columns:
            told[:, place] = columns[name]
    return sentences, told


def _of_matches(matches: Sequence[Match], counts: npt.NDArray[np.int64]) -> dict[str, Matrix]:
    """Return the signs that the sentences of a passage have in common, or from where they stand in it.

    Args:
        matches: best first.
        counts: (n_matches,), sentences of each.
    """
    scores = np.array([match.score for match in matches])
    odds = np.exp(scores - scores.max())
    share = odds / odds.sum()
    lead = [match.passage.ordinal == 0 for match in matches]
    same = [match.passage.article.row == matches[0].passage.article.row for match in matches]
    of_each = np.stack([share, share**0.5, np.log(np.arange(1, len(counts) + 1)), lead, same, counts])
    passage, root, rank, leading, alike, sentences = np.repeat(of_each, counts, axis=1)
    ends = np.cumsum(counts)
    opens, closes, first = np.zeros((3, int(ends[-1])))
    opens[ends - counts] = closes[ends - 1] = first[: counts[0]] = 1.0
    return {
        "passage": passage, "passage_root": root, "rank": rank, "lead": leading, "same_article": alike,
        "sentences": sentences, "opens": opens, "closes": closes, "first": first, "opens_lead": opens * leading,
    }  # fmt: skip


def _measured(question: Question, match: Match) -> tuple[list[Measured], list[Span]]:
    """Return what the words of each sentence of a passage tell, and the sentences."""
    passage = match.passage
    words = PassageWords(passage.text, passage.article.language, match.weights)
    spans, terms, quoting = _pieces(words.cut)
    met = words.met if terms is words.cut.terms else list(map(words.met_by, terms))
    shares = list(map(words.weight, met))
    most = max(shares) or 1.0
    found = _values(question, words, passage.mentions)
    told = _figures(question, words.cut, passage.mentions) if question.answer in ASKED else [NO_FIGURES] * len(spans)
    least = -MOST_VALUE if question.answer in KINDS else 0.0
    measured = []
    for number, (start, end) in enumerate(spans):
        before = words.weight(met[number - 1] - met[number]) if number and met[number - 1] else 0.0
        behind = words.weight(met[number + 1] - met[number]) if met[number + 1 :] and met[number + 1] else 0.0
        values = [value for first, value in found if start <= first < end]
        surest = max(values, default=least)
        probability = 1 / (1 + math.exp(-surest)) if values else 0.0
        share = shares[number]
        measured.append(
            Measured(share, before, behind, share / most, quoting[number], probability, surest, *told[number])
        )
    return measured, list(spans)


def _values(question: Question, words: PassageWords, dates: Sequence[Mention]) -> list[tuple[int, float]]:
    """Return where each amount or name of a passage begins that may answer, and what it is worth as the answer."""
    learned = table("index.answering", "marking")["learned"].get(question.answer, {})
    found = candidates(question, words, dates)
    return [(one.start, max(-MOST_VALUE, min(MOST_VALUE, value_of(one.signs, learned)))) for one in found]


def _figures(question: Question, cut: Cut, dates: Sequence[Mention]) -> list[Figures]:
    """Return what each sentence holds, and the question does not, of what numbers, names and dates are written in."""
    asked, found = question.text.lower(), []
    for (start, end), (numbers, names) in zip(_pieces(cut).spans, _figures_of(cut), strict=True):
        digits = sum(one not in asked for one in numbers)
        capitals = sum(one not in asked for one in names)
        dated = any(start <= one.start < end for one in dates)
        found.append((digits > 0, min(digits, MOST_DIGITS), min(capitals, MOST_CAPITALS), dated))
    return found


@remembered(REMEMBERED)
def _pieces(cut: Cut) -> Pieces:
    """Return the sentences of a passage, long ones piece by piece."""
    spans, terms = cut.sentences, cut.terms
    if any(end - start > LONG for start, end in spans):
        spans = tuple(piece for span in spans for piece in pieces(cut.text, *span))
        terms = tuple(cut.terms_in(*span) for span in spans)
    return Pieces(spans, terms, tuple(QUOTES.search(cut.text, *span) is not None for span in spans))


@remembered(REMEMBERED)
def _figures_of(cut: Cut) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return the numbers of each sentence, and in small letters the words that a capital sets apart."""
    return tuple(
        (
            tuple(one.rstrip(".,") for one in DIGITS.findall(cut.text, *span)),
            tuple(one.lower() for one in CAPITAL.findall(cut.text, *span)),
        )
        for span in _pieces(cut).spans
    )


def pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the (start, end) of a sentence, or of each piece of a long one."""
    while end - start > LONG:
        cut = max(text.rfind(", ", start, start + PIECE), text.rfind("  ", start, start + PIECE)) + 1
        if cut <= start + PIECE // 2:
            cut = text.rfind(" ", start, start + PIECE) + 1
        cut = cut if cut > start else start + PIECE
        yield start, cut
        start = cut
    yield start, end
