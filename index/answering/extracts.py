"""Chooses what of the passages is shown: the sentences that most likely hold the answer, as far as there is room.

A sentence holds the answer with the probability of a logistic regression of its signs, learned from labelled questions
(extracts.toml, benchmarks/extracts.py). Those with the most probability for their length are taken first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.data import table
from corpus.language.cutting import sentence_spans
from index.answering.answers import Answer, Match
from index.answering.passage_cuts import Span
from index.answering.sentence_signs import SIGNS, Matrix, Sentence, pieces, signs
from index.stages import stage

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


@stage("extracts")
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
    text = match.passage.text
    spans = [piece for span in sentence_spans(text) or [(0, len(text))] for piece in pieces(text, *span)]
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
