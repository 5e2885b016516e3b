"""Chooses what of the passages is shown: the sentences that most likely hold the answer, as far as there is room.

A sentence holds the answer with the probability of a logistic regression of its signs, learned from labelled questions
(extracts.toml, benchmarks/extracts.py). Those with the most probability for their length are taken first.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.data import table
from corpus.language.cutting import sentence_spans
from index.answering.answers import Answer, Match
from index.answering.marking import KINDS, candidates, value_of
from index.answering.passage_words import PassageWords
from index.questions import Question

SIGNS = (
    "share",  # of the question's weight that the sentence meets
    "before", "behind",  # share that only the sentence before it meets, or the one behind it
    "relative",  # its share beside the best of its passage
    "passage", "passage_root",  # the passage's share in the odds of all that were found; its root
    "share_passage",  # the share times the passage's share
    "rank",  # the logarithm of the passage's rank
    "first",  # the passage is the first
    "best", "best_first",  # it is the passage's best sentence; and the first passage's
    "opens", "closes",  # it is the first or the last sentence
    "lead", "opens_lead",  # the passage begins its article; and the sentence begins it
    "same_article",  # as the first passage's
    "sentences",  # of the passage
    "length",  # logarithm of its characters
    "quotes",  # somebody is quoted
    "surest", "weight",  # of its amounts or names as the answer: the probability of the surest, and its value
    *(f"{kind}_{sign}" for kind in ("number", "name", "date") for sign in ("digit", "digits", "capitals", "dated")),
)  # fmt: skip
"""What speaks for a sentence; the last twelve count for questions that ask for a number, a name or a date."""
LONG, PIECE = 350, 300
"""A sentence of more characters, as old dumps without full stops have, is chosen piece by piece. Choices."""
DIGITS = re.compile(r"\d[\d.,٫٬]*")
CAPITAL = re.compile(r"(?<=[^\W\d_A-Z][ ])[\"“(«]?([A-ZÀ-ÞА-Я]\w+)")
QUOTES = re.compile(r"[\"“”«»„]")
MOST_VALUE = 5.0
SURELY = 10.0
"""The value of a sentence that is shown whatever else speaks for it."""
THRIFT = 0.2
"""How much a sentence's length counts against it. On 982 questions of four archives .2 and .4 hold the answer as often;
with .4 there are more scraps of a few words."""
LEAST, BESIDE = 0.005, 0.05
"""Probability from which a sentence of the first passage's article is worth showing; and one of another article, as a
share of the best one's. With .01 for the first one answer in a hundred more is left out; with .08 for the others as
many are shown, with .15 fewer."""
AS_GOOD = 0.3
"""Of the first passage's odds, from which another one is as good, and its article shown like the first. A choice."""
PASSAGES, ARTICLES = 8, 3
"""Passages and articles in a reply at most. Choices; with 10 and 5 as many replies hold the answer."""
Matrix = npt.NDArray[np.float64]
Span = tuple[int, int]


class Sentence(NamedTuple):
    """A sentence, or a piece of a long one: the place of its match among all, and its characters."""

    place: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Extract:
    """What is shown of a passage.

    Attributes:
        match: whose passage it is.
        parts: (start, end) of what is shown, in order, at least one; between two of them something is left out.
        best: (start, end) of the sentence that is the likeliest to hold the answer, inside one of the parts.
        probability: of that sentence.
    """

    match: Match
    parts: tuple[Span, ...]
    best: Span
    probability: float


def extracts(answer: Answer, matches: Sequence[Match], room: int, heading: Callable[[Match], int]) -> list[Extract]:
    """Return what is to be shown of some matches, in their order; the best sentence of all fits always.

    Args:
        answer: to a question; the words that surely answer it, and the date that does, are shown.
        matches: of it, best first.
        room: in characters, for all of them with their headings.
        heading: characters that the heading of an article takes; it has one, however many of its passages are shown.
    """
    sentences, found = signs(answer.question, matches)
    told = table("index.answering", "extracts")
    values = found @ np.array([told["learned"][name] for name in SIGNS]) + told["bias"]
    for number, one in enumerate(sentences):
        if _answers(answer, matches[one.place], one):
            values[number] = SURELY
    return choose(matches, sentences, values, room, heading)


def whole(match: Match) -> Extract:
    """Return a whole passage, for where all of it is shown."""
    return Extract(match, ((0, len(match.passage.text)),), match.excerpt, 1 / match.rank)


def lead(match: Match, room: int) -> Extract:
    """Return the beginning of a passage that nobody asked for, as many of its sentences as there is room for."""
    spans = list(_spans(match.passage.text))
    end = max((end for _, end in spans if end <= room), default=spans[0][1])
    return Extract(match, ((0, end),), (0, 0), 0.0)


def _answers(answer: Answer, match: Match, sentence: Sentence) -> bool:
    """Tell whether a sentence holds the words that surely answer, or names the time that alone was asked for."""
    event = answer.event_date
    if event is not None and any(one is event.mention for one in match.passage.mentions):
        return sentence.start <= event.mention.start < sentence.end
    words = match.excerpt if match.time is not None else match.marked
    return words is not None and sentence.start <= words[0] < sentence.end


def choose(
    matches: Sequence[Match], sentences: Sequence[Sentence], values: Matrix, room: int, heading: Callable[[Match], int]
) -> list[Extract]:
    """Return what is to be shown of some matches; see ``extracts``.

    Args:
        matches: best first.
        sentences: of them, in order.
        values: (n_sentences,), the logarithm of the odds that each holds the answer.
        room: in characters.
        heading: characters that the heading of an article takes.
    """
    likely = 1 / (1 + np.exp(-values))
    worth = likely / np.array([one.end - one.start + 20 for one in sentences]) ** THRIFT
    chosen: dict[int, list[int]] = {}
    articles: set[int] = set()
    beside = max(LEAST, BESIDE * float(likely.max(initial=0.0)))
    best = max((match.score for match in matches), default=0.0)
    foremost = {
        one.passage.article.row for one in matches if math.exp(one.score - best) >= AS_GOOD or one is matches[0]
    }
    for number in np.argsort(-worth, kind="stable").tolist():
        place, start, end = sentences[number]
        article = matches[place].passage.article.row
        new = article not in articles
        cost = end - start + (heading(matches[place]) if new else 0)
        if chosen and (
            likely[number] < (LEAST if article in foremost else beside)
            or cost > room
            or (place not in chosen and len(chosen) >= PASSAGES)
            or (new and len(articles) >= ARTICLES)
        ):
            continue
        chosen.setdefault(place, []).append(number)
        articles.add(article)
        room -= cost
    return [_extract(matches[place], sorted(chosen[place]), sentences, likely) for place in sorted(chosen)]


def _extract(match: Match, numbers: Sequence[int], sentences: Sequence[Sentence], likely: Matrix) -> Extract:
    parts: list[Span] = []
    before = -2
    for number in numbers:
        _, start, end = sentences[number]
        if number == before + 1:
            start = parts.pop()[0]
        parts.append((start, end))
        before = number
    best = max(numbers, key=lambda number: likely[number])
    return Extract(match, tuple(parts), sentences[best][1:], float(likely[best]))


def signs(question: Question, matches: Sequence[Match]) -> tuple[list[Sentence], Matrix]:
    """Return the sentences of some matches, and what speaks for each, (n_sentences, len(SIGNS))."""
    if not matches:
        return [], np.zeros((0, len(SIGNS)))
    scores = np.array([match.score for match in matches])
    odds = np.exp(scores - scores.max())
    sentences: list[Sentence] = []
    rows: list[list[float]] = []
    for place, (match, share) in enumerate(zip(matches, odds / odds.sum(), strict=True)):
        spans = list(_spans(match.passage.text))
        sentences += [Sentence(place, *span) for span in spans]
        same = match.passage.article.row == matches[0].passage.article.row
        rows += [
            [*own, *_of_kind(question, of_kind)]
            for own, of_kind in _signs(question, match, spans, float(share), place, same=same)
        ]
    return sentences, np.array(rows)


def _signs(
    question: Question, match: Match, spans: Sequence[Span], share: float, place: int, *, same: bool
) -> Iterator[tuple[list[float], list[float]]]:
    """Yield the signs of each sentence of a passage, those that count for any question and the others."""
    passage, text = match.passage, match.passage.text
    cut = PassageWords(text, passage.article.language, match.weights)
    total = cut.total or 1.0
    starts = [start for start, _ in spans]
    met: list[set[str]] = [set() for _ in spans]
    for word in cut.asked:
        met[max(0, bisect_right(starts, word.start) - 1)].add(word.term)
    shares = [sum(map(cut.weights.__getitem__, terms)) / total for terms in met]
    most = max(shares) or 1.0
    best = max(0, bisect_right(starts, match.excerpt[0]) - 1)
    lead = passage.ordinal == 0
    learned = table("index.answering", "marking")["learned"].get(question.answer, {})
    found = [(one.start, value_of(one.signs, learned)) for one in candidates(question, cut, passage.mentions)]
    asked = question.text.lower()
    for number, (start, end) in enumerate(spans):
        before = sum(map(cut.weights.__getitem__, met[number - 1] - met[number])) / total if number else 0.0
        behind = sum(map(cut.weights.__getitem__, met[number + 1] - met[number])) / total if met[number + 1 :] else 0.0
        values = [max(-MOST_VALUE, min(MOST_VALUE, value)) for first, value in found if start <= first < end]
        surest = max(values, default=-MOST_VALUE if question.answer in KINDS else 0.0)
        sentence = text[start:end]
        own = (
            shares[number], before, behind, shares[number] / most, share, share**0.5, shares[number] * share,
            math.log(place + 1), place == 0, number == best, number == best and place == 0, number == 0,
            number == len(spans) - 1, lead, number == 0 and lead, same, len(spans), math.log(1 + end - start),
            QUOTES.search(sentence) is not None, 1 / (1 + math.exp(-surest)) if values else 0.0, surest,
        )  # fmt: skip
        digits = sum(one.rstrip(".,") not in asked for one in DIGITS.findall(sentence))
        capitals = sum(one.lower() not in asked for one in CAPITAL.findall(sentence))
        dated = any(start <= one.start < end for one in passage.mentions)
        yield [float(one) for one in own], [float(digits > 0), min(digits, 3), min(capitals, 4), float(dated)]


def _of_kind(question: Question, of_kind: Sequence[float]) -> Iterator[float]:
    for kind in ("number", "name", "date"):
        yield from of_kind if question.answer == kind else [0.0] * len(of_kind)


def _spans(text: str) -> Iterator[Span]:
    """Yield the (start, end) of each sentence, without the white space behind it; long ones in pieces."""
    for start, end in sentence_spans(text) or [(0, len(text))]:
        begin = start
        while end - begin > LONG:
            cut = max(text.rfind(", ", begin, begin + PIECE), text.rfind("  ", begin, begin + PIECE)) + 1
            if cut <= begin + PIECE // 2:
                cut = text.rfind(" ", begin, begin + PIECE) + 1
            cut = cut if cut > begin else begin + PIECE
            yield begin, cut
            begin = cut
        yield begin, end
