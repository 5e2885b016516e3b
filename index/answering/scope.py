"""What time some words of a question mean: before, since, until, from ... to, or within the days that they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from corpus.data import table
from corpus.model import Mention
from index.questions import Scope


def scope_of(text: str, found: Sequence[Mention], lang: str) -> tuple[Scope | None, str]:
    """Return the time that the first of some expressions names, or the first two together, and the text without it."""
    leads = lead_words(lang)
    one = found[0]
    assert one.span is not None
    if len(found) > 1 and found[1].span is not None and leads["joined"].fullmatch(text[one.end : found[1].start]):
        other = found[1]
        assert other.span is not None
        if other.span.last >= one.span.first:
            scope = Scope(one.span.first, other.span.last)
            return scope, _cut(text, _lead(text, one.start, leads["between"], leads["since"]), one.start, other.end)
    return _one_sided(text, one, leads)


def _one_sided(text: str, one: Mention, leads: dict[str, re.Pattern[str]]) -> tuple[Scope | None, str]:
    """Return the scope of one expression by the word that leads to it: before, since, after, or within."""
    assert one.span is not None
    first, last = one.span.first, one.span.last
    for name, scope in (
        ("before", Scope(None, first - timedelta(days=1))),
        ("until", Scope(None, last)),
        ("after", Scope(last + timedelta(days=1), None)),
        ("since", Scope(first, None)),
    ):
        lead = _lead(text, one.start, leads[name])
        if lead is not None:
            return scope, _cut(text, lead, one.start, one.end)
    onwards = leads["onwards"].match(text, one.end) if "onwards" in leads else None
    lead = _lead(text, one.start, leads["from"]) if "from" in leads else None
    if lead is not None and onwards is not None:
        return Scope(first, None), _cut(text, lead, one.start, onwards.end())
    if lead is None:
        lead = _lead(text, one.start, leads["within"])
    return Scope(first, last), _cut(text, lead, one.start, one.end)


@cache
def lead_words(lang: str) -> dict[str, re.Pattern[str]]:
    """Return the patterns of the words that lead to a time, by name, for a language (scope.toml)."""
    data = table("index.answering", "scope")
    words = data.get(lang, data["en"])
    article, joined = "|".join(words["article"]), "|".join(words["joined"])
    patterns = {
        name: re.compile(rf"(?i)(?:(?<!\w)(?:{'|'.join(found)})\s+)(?:(?:{article})\s*)?$")
        for name, found in words.items()
    }
    if "onwards" in words:
        patterns["onwards"] = re.compile(rf"(?i)\s*(?:{'|'.join(words['onwards'])})(?!\w)")
    patterns["joined"] = re.compile(rf"(?i)\s*(?:{joined}|[–—-])\s*(?:{article})?\s*")
    return patterns


def _cut(text: str, lead: int | None, start: int, end: int) -> str:
    """Return a text without a date and the preposition that leads to it."""
    return text[: start if lead is None else lead] + " " + text[end:]


def _lead(text: str, start: int, *patterns: re.Pattern[str]) -> int | None:
    """Return where a preposition before ``start`` begins, or None if there is none of these."""
    window = max(0, start - 24)
    matches = (pattern.search(text[window:start]) for pattern in patterns)
    return next((window + match.start() for match in matches if match is not None), None)
