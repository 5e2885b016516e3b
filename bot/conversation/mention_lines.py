"""Says beside a passage which days its expressions mean; the passage itself stays word for word."""

from __future__ import annotations

from bot.wording import words
from bot.wording.dates import format_span
from corpus.model import Mention
from index.answering.answers import Match

MOST = 2
"""Expressions explained beside a passage; more would bury it."""


def mention_line(match: Match, lang: str = "en") -> str:
    """Return what the expressions in and around the best sentence mean, "" when they need no explaining.

    For example: mentions Fri 4 Jan 2019 (“on Friday”) · “July 15”, year not given (2022 or 2023?)
    """
    start, end = match.excerpt
    told = [mention for mention in match.passage.mentions if mention.status != "stated"]
    inside: list[Mention] = []
    for mention in told:
        known = mention.span is not None and any(other.span == mention.span for other in inside)
        if start <= mention.start < end and not known:  # "yesterday, Saturday" is one day
            inside.append(mention)
    notes = [note for mention in inside[:MOST] if (note := _note(mention, match, lang))]
    return " · ".join(notes)


def _note(mention: Mention, match: Match, lang: str) -> str:
    quoted = f"“{' '.join(mention.text.split())}”"
    word = words(lang)
    if mention.candidates:
        readings = f" {word['or']} ".join(_short(mention, one.first.year, lang) for one in mention.candidates)
        template = word["which_year" if mention.form == "yearless" else "which_day"]
        return template.format(words=quoted, days=readings)
    if mention.span is not None:
        return word["mentions"].format(day=format_span(mention.span, lang, weekday=True), words=quoted)
    return word["article_undated"].format(words=quoted) if match.passage.article.published is None else ""


def _short(mention: Mention, year: int, lang: str) -> str:
    if mention.form == "yearless":
        return str(year)
    return next(format_span(one, lang) for one in mention.candidates if one.first.year == year)
