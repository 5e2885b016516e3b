"""Takes a "when" question apart for looking at dates: its words and those alike, its verb, its names, its time."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from corpus.data import table
from corpus.model import DateSpan, Mention
from index.analysis import alternatives, fold
from index.analysis.meaning import synonyms
from index.answering.verb import deed_of
from index.questions import Question, Scope

ALIKE = 0.6
"""What a word counts that means nearly the same. A choice."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a "when" question asks, for passages of one language.

    Attributes:
        shares: of each term in the question's weight, 0 to 1.
        terms: the terms that stand for one of the question, each with that one and what it counts.
        names: terms that are names.
        deeds: terms that are none, without those that only ask for a date.
        verb: the term of its verb, "" if that is not known.
        strict: its verb is one of those that are hardly put otherwise (verbs.toml).
        subject: terms of who or what did it or had it done.
        bridged: terms for which we know others that mean nearly the same.
        kinds: what its words tell of the time asked for: names of event_words.toml.
        text: folded.
        scope: the time it is about, None for any.
        asked_on: the day it was asked.
    """

    shares: Mapping[str, float]
    terms: Mapping[str, tuple[str, float]]
    names: Collection[str]
    deeds: frozenset[str]
    verb: str
    strict: bool
    subject: Collection[str]
    bridged: Collection[str]
    kinds: Collection[str]
    text: str
    scope: Scope | None
    asked_on: date

    def contradicts(self, mention: Mention, published: DateSpan | None) -> bool:
        """Tell whether a date was to come where something happened, or was past where it was to come."""
        if published is None or mention.span is None:
            return False
        if "to_come" in self.kinds:
            return mention.span.last <= published.last
        return mention.span.first > published.last and "happened" in self.kinds

    def can_mean(self, mention: Mention, published: DateSpan | None) -> bool:
        """Tell whether a date can be meant.

        It lies in the time asked for and tells more than that, is still to come where the next one is asked for, and
        a weekday by itself is not one to come where something happened.
        """
        if mention.form == "weekday" and self.contradicts(mention, published) and "to_come" not in self.kinds:
            return False
        spans = mention.candidates or ((mention.span,) if mention.span else ())
        return any(self._fits(span) for span in spans)

    def _fits(self, span: DateSpan) -> bool:
        if "next" in self.kinds and "happened" not in self.kinds and span.last < self.asked_on:
            return False
        if not self.scope:
            return True
        first, last = span.first.toordinal(), span.last.toordinal()
        return any(first <= end and last >= begin and last - first < end - begin for begin, end in self.scope.days)


def asked_date(question: Question, weights: Mapping[str, float], names: Collection[str], language: str) -> Asked:
    """Take a "when" question apart for passages of a language.

    Args:
        question: what is asked.
        weights: of its terms; one that the archive does not know counts like the rarest.
        names: those of its terms that are names.
        language: of the passages.
    """
    rarest = max(weights.values(), default=0.0) or 1.0
    known = {term: weight or rarest for term, weight in weights.items()}
    total = sum(known.values())
    terms: dict[str, tuple[str, float]] = {}
    for name, mates in synonyms(question.sequence, question.language).items():
        if name in known:
            terms.update((mate, (name, ALIKE)) for mate in mates)
    bridged = frozenset(name for name, _ in terms.values())
    for name, word in zip(question.terms, question.words, strict=True):
        terms.update((one, (name, 1.0)) for one in alternatives(word, (question.language, language)))
    terms.update((one, (one, 1.0)) for one in known)
    deed = deed_of(question, names)
    return Asked(
        {term: weight / total for term, weight in known.items()},
        terms,
        frozenset(names),
        frozenset(question.terms) - frozenset(names),
        deed.verb,
        deed.strict,
        deed.subject,
        bridged,
        frozenset(kind for kind, pattern in _patterns(question.language).items() if pattern.search(question.wording)),
        fold(question.wording),
        question.scope,
        question.asked_on,
    )


@cache
def commenting(language: str) -> frozenset[str]:
    """Return the verbs, folded, by which somebody speaks of what others did: "applauded"."""
    return frozenset(map(fold, table("index.answering", "event_words").get(language, {}).get("commenting", ())))


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    told = table("index.answering", "event_words")
    kinds: dict[str, list[str]] = told.get(language, told["en"])
    return {
        kind: re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)".replace(" ", r"\s+"), re.IGNORECASE)
        for kind, words in kinds.items()
        if kind != "commenting"
    }
