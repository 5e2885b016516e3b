"""Says beside a passage which days its expressions mean; the passage itself stays word for word."""

from __future__ import annotations

from corpus.dates.lines import format_span
from corpus.model import Mention
from index.answers import Match

MOST = 2
"""Expressions explained beside a passage; more would bury it."""


def mention_line(match: Match) -> str:
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
    notes = [note for mention in inside[:MOST] if (note := _note(mention, match))]
    return " · ".join(notes)


def _note(mention: Mention, match: Match) -> str:
    words = f"“{' '.join(mention.text.split())}”"
    if mention.candidates:
        readings = " or ".join(_short(mention, one.first.year) for one in mention.candidates)
        missing = "year not given" if mention.form == "yearless" else "day not certain"
        return f"{words}, {missing} ({readings}?)"
    if mention.span is not None:
        return f"mentions {format_span(mention.span, weekday=True)} ({words})"
    return f"{words}, article undated" if match.passage.article.published is None else ""


def _short(mention: Mention, year: int) -> str:
    if mention.form == "yearless":
        return str(year)
    return next(format_span(one) for one in mention.candidates if one.first.year == year)
