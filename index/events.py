"""Chooses the date that answers a "when" question from the first passage."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.model import Mention, Precision
from index.analysis import TOKEN, fold, language_of
from index.answers import EventDate, Match
from index.verbs import Word, verbs_of, word

NEARNESS = 60.0
"""Characters within which a question's word supports a date fully; about ten words."""
OUTSIDE = 0.8
"""A date outside the best sentence counts a little less; with half, 3 of 41 more event dates were wrong."""
UNLIKELY = 0.5
"""A date to come does not answer when something happened, nor a month on what day; but it may be all there is."""
AGREEING = 2.0
"""A date that belongs to a verb of the question: "When did it end?" and "On Sunday the emergency begun ... ended"."""
HAPPENED = re.compile(r"\b(?:did|was|were|had|has|have)\b", re.IGNORECASE)
DATELINE_REACH = 80
"""Characters from its beginning in which a passage may carry its dateline."""
TO_COME = re.compile(r"\b(?:to be|will|would|going to|plan(?:s|ned)? to|hoped? to)\b", re.IGNORECASE)
BY_DAY = re.compile(r"\b(?:what|which|exact) (?:is the |was the )?(?:day|date)s?\b", re.IGNORECASE)
EXACTNESS = {Precision.DAY: 1.0, Precision.MONTH: 0.85, Precision.SEASON: 0.7, Precision.YEAR: 0.6}
"""An exacter date is likelier to be what is asked for, other things being equal; ranges count like seasons."""


def event_date(question: str, match: Match, weights: Mapping[str, float]) -> EventDate | None:
    """Return the date of a passage that belongs to a verb of the question or stands nearest to its words.

    Args:
        question: as asked; its tense and "what day" tell which dates are likelier.
        match: the first passage with its best sentence.
        weights: of the question's terms.
    """
    text, mentions = match.passage.text, match.passage.mentions
    code = language_of(text, match.passage.article.lang)
    words = [word(fold(found[0]), *found.span(), code) for found in TOKEN.finditer(text)]
    places = [(one.start, weight) for one in words if (weight := _weight(one, weights))]
    governing = verbs_of(text, mentions, words)
    published = match.passage.article.published
    to_come = TO_COME.search(question) is not None
    happened, by_day = HAPPENED.search(question) is not None, BY_DAY.search(question) is not None
    best: tuple[float, Mention] | None = None
    for mention, verbs in zip(mentions, governing, strict=True):
        asked_for = [verb for verb in verbs if _weight(verb, weights)]
        precision = mention.span.precision if mention.span else Precision.DAY
        value = _support(mention, asked_for, places) * EXACTNESS.get(precision, EXACTNESS[Precision.SEASON])
        if asked_for:
            value *= AGREEING
        if not match.excerpt[0] <= mention.start < match.excerpt[1]:
            value *= OUTSIDE
        if happened and published is not None and mention.span is not None and mention.span.first > published.last:
            value *= UNLIKELY
        if to_come and published is not None and mention.span is not None and mention.span.last <= published.last:
            value *= UNLIKELY
        if published is not None and mention.start < DATELINE_REACH and mention.span == published:
            value *= UNLIKELY  # the passage's own dateline
        if by_day and precision is not Precision.DAY:
            value *= UNLIKELY
        if best is None or value > best[0]:
            best = (value, mention)
    if best is None or best[1].span is None or best[1].status == "assumed":
        return None  # the words that tell when are there, but not what day they mean
    return EventDate(best[1].span, best[1].text, best[1])


def _weight(one: Word, weights: Mapping[str, float]) -> float:
    return max(weights.get(term, 0.0) for term in one.terms)


def _support(mention: Mention, verbs: Sequence[Word], places: list[tuple[int, float]]) -> float:
    """Return how much of a question stands near a date or a verb that it belongs to; each word by its distance."""
    total = 0.01
    near = [(mention.start, mention.end), *((verb.start, verb.end) for verb in verbs)]
    for place, weight in places:
        distance = min(max(0, start - place, place - end) for start, end in near)
        total += weight * NEARNESS / (NEARNESS + distance)
    return total
