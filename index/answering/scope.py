"""What time some words of a question mean: before, since, until, from ... to, or within the days that they name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from corpus.dates.mentions import mentions_in
from corpus.dates.periods import period
from corpus.model import DateSpan
from index.answering.leads import UNITS, leads_of
from index.answering.times import Times
from index.questions import Scope

DAY = timedelta(days=1)
ONE_SIDED: dict[str, Callable[[DateSpan], Scope]] = {
    "before": lambda span: Scope(None, span.first - DAY),
    "until": lambda span: Scope(None, span.last),
    "after": lambda span: Scope(span.last + DAY, None),
    "since": lambda span: Scope(span.first, None),
}


def scope_of(text: str, times: Times, asked_on: date) -> tuple[Scope, str]:
    """Return the time that some expressions name, by the word that leads to them, and the text without both."""
    leads = leads_of(times.lang)
    if times.ranged:
        lead = leads.place(text, times.start, "between", "since")
        whole = DateSpan(times.spans[0].first, times.spans[-1].last, times.spans[0].precision)
        return _within(whole), _cut(text, lead, times.start, times.end)
    lead = leads.meets(text, times.start)
    if lead is not None and (ended := _whole(text, times, asked_on)):
        return _within(ended), _cut(text, lead, times.start, times.end)
    for unit in UNITS:
        for name, side in (("before", -1), ("after", 1)):
            lead = leads.place(text, times.start, f"{unit}_{name}")
            if lead is not None:
                beside = partial(_beside, unit, side, times.lang)
                return _scope(times, beside), _cut(text, lead, times.start, times.end)
    for name, scope in ONE_SIDED.items():
        lead = leads.place(text, times.start, name)
        if lead is not None:
            return _scope(times, scope), _cut(text, lead, times.start, times.end)
    onwards, lead = leads.onwards(text, times.end), leads.place(text, times.start, "from")
    if lead is not None and onwards is not None:
        return _scope(times, ONE_SIDED["since"]), _cut(text, lead, times.start, onwards)
    if lead is None:
        lead = leads.place(text, times.start, "within", "by")
    return _scope(times, _within), _cut(text, lead, times.start, times.end)


def _beside(unit: str, side: int, lang: str, span: DateSpan) -> Scope:
    """Return the whole day, weekend, year ... that ends before a time, or begins after it."""
    day = span.first if side < 0 else span.last
    calendar = "en" if span.first.day == 1 and unit in {"month", "year"} else lang
    nearest = period(unit, day, 0, calendar)
    apart = nearest.last < day if side < 0 else nearest.first > day
    return _within(nearest if apart else period(unit, day, side, calendar))


def _scope(times: Times, scope: Callable[[DateSpan], Scope]) -> Scope:
    return Scope.joined([scope(span) for span in times.spans], readings=times.readings)


def _whole(text: str, times: Times, asked_on: date) -> DateSpan | None:
    """Return the time that one expression names a part of: 1975 of "the end of 1975"."""
    read = mentions_in(text[times.start : times.end], asked_on, times.lang)
    return read[0].span if len(read) == len(times.spans) == 1 else None


def _within(span: DateSpan) -> Scope:
    return Scope(span.first, span.last)


def _cut(text: str, lead: int | None, start: int, end: int) -> str:
    """Return a text without a date and the preposition that leads to it."""
    return text[: start if lead is None else lead] + " " + text[end:]
