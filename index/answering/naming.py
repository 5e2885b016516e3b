"""Tells a time that belongs to a name, or that is looked back from, from one that restricts a question."""

from __future__ import annotations

import re

from corpus.dates.lexicon import lexicon
from corpus.language.cutting import fold
from corpus.language.known import OUR_LANGUAGES
from index.analysis import stop_words
from index.answering.leads import Leads, leads_of
from index.answering.times import Times

BARE_YEAR = re.compile(r"\d{4}")
NEXT_WORD = re.compile(r"[ \u00a0]([^\W\d_]+)")


def is_bare_year(text: str, times: Times) -> bool:
    """Tell whether a time is nothing but one number of four digits."""
    return len(times.spans) == 1 and BARE_YEAR.fullmatch(text[times.start : times.end]) is not None


def leans(text: str, times: Times) -> bool:
    """Tell whether a time is evidence only: what a passage of another time says may answer as well.

    So is a year right before a noun without a preposition of time ("the 2005 Maine Lobster Festival"), or behind what
    takes place in a year ("die Wahl 2019"); what stands in brackets; and the time by which something had come to be
    ("by 2003"), which is told later.
    """
    leads = leads_of(times.lang)
    if times.ranged or len(times.spans) > 1:
        return False
    if text[: times.start].rstrip().endswith("(") and text[times.end :].lstrip().startswith(")"):
        return True
    if leads.place(text, times.start, "by") is not None:
        return True
    return is_bare_year(text, times) and _of_name(text, times, leads)


def _of_name(text: str, times: Times, leads: Leads) -> bool:
    """Tell whether a year is a part of the name before or behind it."""
    if leads.restricts(text, times.start) or leads.onwards(text, times.end) is not None:
        return False
    from corpus.dates.numbers import signs_of  # noqa: PLC0415 - few questions name a time

    following = NEXT_WORD.match(text, times.end)
    word = fold(following[1]) if following is not None else ""
    if word and word not in stop_words(times.lang) and word not in lexicon(times.lang).words:
        return True
    return any(
        signs_of(lang).events.fullmatch(fold(leads_of(lang).word_before(text, times.start))) for lang in OUR_LANGUAGES
    )
