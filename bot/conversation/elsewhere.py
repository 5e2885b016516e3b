"""Says where else the words of a passage stand: in how many other articles, and in its page as of which days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.wording import counted, words
from bot.wording.dates import format_day, format_span
from corpus.model import DateSpan, Precision
from index.answering.answers import Match
from index.answering.versions import is_version

MORE = "…"


def also_as_of(days: Sequence[date], lang: str) -> str:
    """Return that a page was also saved on some days, in order: the first and the last of many; "" for none."""
    said = [format_day(day, lang) for day in days]
    shown = said if len(said) < 3 else [said[0], MORE, said[-1]]  # noqa: PLR2004 - two are as short
    return words(lang)["also_as_of"].format(day=words(lang)["comma"].join(shown)) if shown else ""


def also_in(match: Match, lang: str) -> str:
    """Return in how many other articles the same words stand, and the days of these; "" for none."""
    article = match.passage.article
    others = [one for one in match.also if not is_version(one, article)]
    days = [one.published for one in others if one.published is not None]
    told = counted(lang, "also_in", len(others)) if others else ""
    if len(days) < len(others) or not days:
        return told
    span = DateSpan(min(one.first for one in days), max(one.last for one in days), Precision.RANGE)
    same = article.published is not None and (span.first, span.last) == (
        article.published.first,
        article.published.last,
    )
    return told if same else f"{told} ({format_span(span, lang)})"
