"""Chooses the date that answers a "when" question from the passages of the first article."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from corpus.model import DateSpan, Mention, Precision
from index.analysis import TOKEN, archive_term, fold
from index.answering.answers import EventDate, Match

NEARNESS = 60.0
"""Characters within which a question's word supports a date fully; about ten words."""
OUTSIDE = 0.8
"""A date outside the best sentence counts a little less; with half, 3 of 41 more event dates were wrong."""
UNLIKELY = 0.5
"""A date to come does not answer when something happened, nor a month on what day; but it may be all there is."""
FALL = 2.0
"""A date in a passage that scores so much less than the first counts 1/e as much: 52 of 55 event dates are right on our
questions, with 4 one fewer, with 6 to 10 two. Telling the verbs that dates belong to gave no more on any set."""
CLEARLY = 1.2
"""Where words whose day is uncertain answer so much better than the best sure date, no date is given. A choice."""
SHOWN = 3
"""Passages of a reply; a date from further down would surprise."""
HAPPENED = re.compile(r"\b(?:did|was|were|had|has|have)\b", re.IGNORECASE)
DATELINE_REACH = 80
"""Characters from its beginning in which a passage may carry its dateline."""
TO_COME = re.compile(r"\b(?:to be|will|would|going to|plan(?:s|ned)? to|hoped? to)\b", re.IGNORECASE)
BY_DAY = re.compile(r"\b(?:what|which|exact) (?:is the |was the )?(?:day|date)s?\b", re.IGNORECASE)
EXACTNESS = {Precision.DAY: 1.0, Precision.MONTH: 0.85, Precision.SEASON: 0.7, Precision.YEAR: 0.6}
"""An exacter date is likelier to be what is asked for, other things being equal; ranges count like seasons."""


def event_date(question: str, matches: Sequence[Match], weights: Mapping[str, float]) -> EventDate | None:
    """Return the date that answers a question, from the first passage or another shown of its article.

    Only what is sure answers; nothing does where words whose day is uncertain clearly answer better.

    Args:
        question: as asked; its tense and "what day" tell which dates are likelier.
        matches: the passages that are shown, each with its best sentence.
        weights: of the question's terms, and of those that ask for a date: "the day it sank" answers "on what day".
    """
    best: tuple[float, Mention] | None = None
    doubtful = 0.0
    for match in matches[:SHOWN]:
        if match.passage.article.row == matches[0].passage.article.row:
            fall = math.exp((match.score - matches[0].score) / FALL)
            for mention, support in _of_passage(question, match, weights):
                value = support * fall
                if not mention.sure:
                    doubtful = max(doubtful, value)
                elif best is None or value > best[0]:
                    best = value, mention
    if best is None or best[1].span is None or doubtful > CLEARLY * best[0]:
        return None
    return EventDate(best[1].span, best[1].text, best[1])


def _of_passage(question: str, match: Match, weights: Mapping[str, float]) -> Iterator[tuple[Mention, float]]:
    """Yield the date expressions of a passage, each with how well it answers: by how near the question's words are."""
    text = match.passage.text
    code = match.passage.article.language
    terms = ((found.start(), archive_term(fold(found[0]), code)) for found in TOKEN.finditer(text))
    places = [(start, weight) for start, name in terms if (weight := weights.get(name, 0.0))]
    for mention in match.passage.mentions:
        value = _support(mention, places) * _likelihood(question, mention, match.passage.article.published)
        inside = match.excerpt[0] <= mention.start < match.excerpt[1]
        yield mention, value if inside else value * OUTSIDE


def _likelihood(question: str, mention: Mention, published: DateSpan | None) -> float:
    """Return how likely a date is asked for, whatever stands near it."""
    meant = mention.candidates[0] if mention.candidates else mention.span
    precision = meant.precision if meant else Precision.DAY
    value = EXACTNESS.get(precision, EXACTNESS[Precision.SEASON])
    against = [
        mention.status == "assumed" and len(mention.candidates) < 2,  # a number that may be no date at all  # noqa: PLR2004
        fold(mention.text) in fold(question),  # it is known already
        precision is not Precision.DAY and BY_DAY.search(question) is not None,
    ]
    if published is not None and mention.span is not None:
        against += [
            mention.start < DATELINE_REACH and mention.span == published,  # the passage's own dateline
            mention.span.first > published.last and HAPPENED.search(question) is not None,
            mention.span.last <= published.last and TO_COME.search(question) is not None,
        ]
    return value * UNLIKELY ** sum(against)


def _support(mention: Mention, places: list[tuple[int, float]]) -> float:
    """Return how much of a question stands near a date; each word by its distance."""
    total = 0.01
    for place, weight in places:
        distance = max(0, mention.start - place, place - mention.end)
        total += weight * NEARNESS / (NEARNESS + distance)
    return total
