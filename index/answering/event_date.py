"""Chooses the date that answers a "when" question from the passages shown, or none where it is not sure."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.data import table
from corpus.model import DateSpan, Mention
from index.answering.answers import EventDate, Match
from index.answering.asked_date import Asked, asked_date
from index.answering.date_evidence import EVIDENCE, evidence
from index.engine.engine import Engine
from index.questions import Question

SHOWN = 3
"""Passages of a reply; a date from further down would surprise."""
GREATEST = 30.0
"""Of the sum of what speaks for a date; more makes no difference."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a passage that is shown, and what speaks for it: (len(EVIDENCE),) values."""

    match: Match
    mention: Mention
    evidence: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class DateWeights:
    """What speaks for a date counts this much (event_date.toml); learned by benchmarks/learning_dates.py.

    Attributes:
        evidence: (len(EVIDENCE),) a weight of each piece.
        none: what speaks for no date at all.
        threshold: how likely a date must be to head a reply.
    """

    evidence: tuple[float, ...]
    none: float
    threshold: float


def event_of(question: Question, matches: Sequence[Match], engine: Engine) -> EventDate | None:
    """Return the date that answers a "when" question, None for any other and where none is sure."""
    if question.kind != "when" or not matches:
        return None
    weights = engine.lexicon.weights((*question.terms, *question.asking))
    return event_date(question, matches, weights, engine.lexicon.names(question.terms))


def event_date(
    question: Question, matches: Sequence[Match], weights: Mapping[str, float], names: Collection[str] = ()
) -> EventDate | None:
    """Return the date that answers a question, from the passages that are shown; None where none is sure.

    Args:
        question: its time, its tense and "what day" tell which dates can be meant.
        matches: the passages that are shown, each with its best sentence.
        weights: of the question's terms, and of those that ask for a date: "the day it sank" answers "on what day".
        names: those of its terms that are names.
    """
    told = learned()
    likeliest = best_of(dated(question, matches, weights, names), told)
    if likeliest is None or likeliest[0] < told.threshold:
        return None
    one = likeliest[1]
    if one.mention.span is None or not one.mention.sure:
        return None
    return EventDate(one.mention.span, one.mention.text, one.mention, one.match.passage.article)


def dated(
    question: Question, matches: Sequence[Match], weights: Mapping[str, float], names: Collection[str]
) -> list[Dated]:
    """Return the dates of the passages shown that can be meant, each with what speaks for it; see event_date."""
    asked: dict[str, Asked] = {}
    found: list[tuple[Match, Mention, dict[str, float]]] = []
    for match in matches[:SHOWN]:
        article = match.passage.article
        if article.language not in asked:
            asked[article.language] = asked_date(question, weights, names, article.language)
        terms = asked[article.language]
        same = article.row == matches[0].passage.article.row
        told = evidence(terms, match, same_article=same)
        found += [(match, mention, values) for mention, values in told if mention.form != "dateline"]
    nearest: dict[DateSpan | None, float] = {}
    for _, mention, values in found:
        nearest[mention.span] = max(values["near"], nearest.get(mention.span, 0.0))
    for _, mention, values in found:
        rivals = (near for span, near in nearest.items() if span != mention.span)
        values["clear"] = values["near"] - max(rivals, default=0.0)
    return [Dated(match, one, tuple(values[name] for name in EVIDENCE)) for match, one, values in found]


def best_of(found: Sequence[Dated], told: DateWeights) -> tuple[float, Dated] | None:
    """Return the likeliest date with its probability: exp(w.x) beside that of all other dates and of none.

    What several passages tell counts together; an uncertain reading and a sure one of the same days count apart.
    """
    values = [_value(one.evidence, told) for one in found]
    together: dict[tuple[DateSpan | None, bool], float] = {}
    for one, value in zip(found, values, strict=True):
        key = one.mention.span, one.mention.sure
        together[key] = together.get(key, 0.0) + value
    if not together:
        return None
    chosen = max(together, key=together.__getitem__)
    of_chosen = [place for place, one in enumerate(found) if (one.mention.span, one.mention.sure) == chosen]
    best = max(of_chosen, key=values.__getitem__)
    return together[chosen] / (sum(values) + math.exp(told.none)), found[best]


def _value(found: Sequence[float], told: DateWeights) -> float:
    total = sum(weight * value for weight, value in zip(told.evidence, found, strict=True))
    return math.exp(max(-GREATEST, min(GREATEST, total)))


@cache
def learned() -> DateWeights:
    """Return the weights of event_date.toml."""
    told = table("index.answering", "event_date")
    return DateWeights(tuple(told["evidence"].get(name, 0.0) for name in EVIDENCE), told["none"], told["threshold"])
