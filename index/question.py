"""What a reader asks: the words to match, the time meant, and the kind of answer wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

from corpus.dates.explicit import Expression, find_explicit
from index.analysis import term, tokens

LONGEST = 4096
"""Characters of a question that are looked at: a Telegram message has no more."""
MOST_TERMS = 48
"""Terms of a question that are matched; the rarest are kept of more."""

BEFORE = re.compile(r"(?:\b(?:before|until|till|up to|prior to|by))\s+(?:the\s+)?$", re.IGNORECASE)
SINCE = re.compile(r"(?:\b(?:since|after|from))\s+(?:the\s+)?$", re.IGNORECASE)
WITHIN = re.compile(
    r"(?:\b(?:in|on|during|of|over|throughout|for|around|back in|within)\s+(?:the\s+)?)$", re.IGNORECASE
)
BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
JOINED = re.compile(r"\s*(?:and|to|until|till|[–—-])\s*$", re.IGNORECASE)
WHEN = re.compile(
    r"^\W*(?:(?:so|and|hey|ok|hi|please|do you know|can you tell me|tell me|exactly)\W+)*"
    r"(?:(?:by|since|until|from)\s+)?(?:when\b|(?:on |in )?(?:what|which)\s+(?:date|day|month|year)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scope:
    """The time a question is about; None leaves an end open."""

    first: date | None
    last: date | None

    def __bool__(self) -> bool:
        return self.first is not None or self.last is not None


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    Attributes:
        text: as asked.
        asked_on: the day it was asked, against which "last week" is read.
        terms: what is matched, in the order asked, none twice.
        scope: the time it is about, None for any.
        kind: "when" if a date is asked for, else "other".
    """

    text: str
    asked_on: date
    terms: tuple[str, ...]
    scope: Scope | None
    kind: str


def parse_question(text: str, asked_on: date, first: date | None = None, last: date | None = None) -> Question:
    """Take a question apart.

    Args:
        text: what the reader wrote, any text.
        asked_on: the day it was asked.
        first: the beginning of the scope if it was given beside the words; it goes before what they say.
        last: the end of the scope, likewise.
    """
    text = text[:LONGEST]
    scope, rest = _scope(text)
    if first is not None or last is not None:
        scope = Scope(first, last)
    kind = "when" if WHEN.match(text) else "other"
    return Question(text, asked_on, _terms(rest) or _terms(text), scope, kind)


def _terms(text: str) -> tuple[str, ...]:
    words = [word for word in tokens(text) if term(word)]
    telling = [word for word in words if word not in stop_words()]
    return tuple(dict.fromkeys(term(word) for word in telling))


@cache
def stop_words() -> frozenset[str]:
    """Return the words that carry no subject, from stop_words.txt; a question of nothing else has no terms."""
    lines = resources.files("index").joinpath("stop_words.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in tokens(line) if term(word))


def _scope(text: str) -> tuple[Scope | None, str]:
    """Return the time that the words name, and the text without those words."""
    found = find_explicit(text)
    if not found:
        return None, text
    one = found[0]
    if len(found) > 1 and _spans_between(text, one, found[1]):
        other = found[1]
        lead = _lead(text, one.start, BETWEEN, SINCE)
        return Scope(one.span.first, other.span.last), _cut(text, lead, one.start, other.end)
    before, since = _lead(text, one.start, BEFORE), _lead(text, one.start, SINCE)
    if before is not None:
        return Scope(None, one.span.first - timedelta(days=1)), _cut(text, before, one.start, one.end)
    if since is not None:
        after = text[since : one.start].lower().startswith("after")
        first = one.span.last + timedelta(days=1) if after else one.span.first
        return Scope(first, None), _cut(text, since, one.start, one.end)
    lead = _lead(text, one.start, WITHIN)
    return Scope(one.span.first, one.span.last), _cut(text, lead, one.start, one.end)


def _cut(text: str, lead: int | None, start: int, end: int) -> str:
    """Return a text without a date and the preposition that leads to it."""
    return text[: start if lead is None else lead] + " " + text[end:]


def _spans_between(text: str, one: Expression, other: Expression) -> bool:
    joined = JOINED.fullmatch(text[one.end : other.start]) is not None
    return joined and other.span.last >= one.span.first


def _lead(text: str, start: int, *patterns: re.Pattern[str]) -> int | None:
    """Return where a preposition before ``start`` begins, or None if there is none of these."""
    window = max(0, start - 24)
    matches = (pattern.search(text[window:start]) for pattern in patterns)
    return next((window + match.start() for match in matches if match is not None), None)
