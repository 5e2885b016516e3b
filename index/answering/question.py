"""What a reader asks: the words to match, the time meant, and the kind of answer wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from corpus.data import table
from corpus.dates.mentions import mentions_in
from corpus.model import Mention
from index.analysis import bare, language_of, stop_words, term, tokens
from index.answering.question_words import asks_when, kind_of_answer, without_asking
from index.questions import Question, Scope

__all__ = ["Question", "Scope", "lead_words", "parse_question"]

LONGEST = 4096
"""Characters of a question that are looked at: a Telegram message has no more."""


def parse_question(
    text: str, asked_on: date, first: date | None = None, last: date | None = None, usual: str = "en"
) -> Question:
    """Take a question apart.

    Args:
        text: what the reader wrote, any text.
        asked_on: the day it was asked.
        first: the beginning of the scope if it was given beside the words; it goes before what they say.
        last: the end of the scope, likewise.
        usual: the language of the reader's app or of most of the archive, for a question whose words tell too little.
    """
    text = text[:LONGEST]
    usual = usual or "en"
    code = language_of(text, usual=usual)
    scope, rest = _scope(text, asked_on, dict.fromkeys((code, "en" if code == usual else code)))
    if first is not None or last is not None:
        scope = Scope(first, last)
    kind = "when" if asks_when(text) else "other"
    cut = _cut_up(rest, code)
    telling = _telling(cut, code)
    found = _telling(_cut_up(without_asking(rest), code), code) if kind == "when" else telling
    found = found or telling
    only_time = not found and scope is not None
    found = found or _telling(_cut_up(text, code), code)
    asking = tuple(name for name in telling if name not in found)
    sequence = tuple(name for _, name in cut)
    wanted = "date" if kind == "when" else kind_of_answer(text, code)
    return Question(
        text, asked_on, tuple(found), scope, kind, tuple(found.values()), code, sequence, wanted, asking, only_time
    )  # fmt: skip


def _cut_up(text: str, code: str) -> list[tuple[str, str]]:
    """Return the words of a text as they stand, each with its term."""
    return [(word, name) for word in tokens(text, code) if (name := term(word, code))]


def _telling(words: list[tuple[str, str]], code: str) -> dict[str, str]:
    """Return the terms of the words that carry a subject, and the first word of each."""
    stops = stop_words(code)
    found: dict[str, str] = {}
    for word, name in words:
        if bare(word, code) not in stops:
            found.setdefault(name, word)
    return found


def _scope(text: str, asked_on: date, languages: Iterable[str]) -> tuple[Scope | None, str]:
    """Return the time that the words name, in the first language in which they name one, and the text without it."""
    for lang in languages:
        mentions = mentions_in(text, asked_on, lang, narrow=True)
        found = [one for one in mentions if one.span is not None and _tells_a_time(one)]
        if found:
            return _scope_of(text, found, lang)
    return None, text


def _scope_of(text: str, found: list[Mention], lang: str) -> tuple[Scope | None, str]:
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


def _tells_a_time(mention: Mention) -> bool:
    """Tell whether an expression in a question says what time it is about.

    Days and months without a year, and weekdays, are matched as words: the archive may be decades old.
    """
    return mention.form not in {"yearless", "weekday", "duration"} and mention.anchor != "antecedent"


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
