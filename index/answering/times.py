"""Finds the expressions of a question that tell what time it is about: the first, and those that are listed with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.dates.lexicon import lexicon
from corpus.dates.mentions import mentions_in
from corpus.model import DateSpan, Mention
from index.answering.glancing import items_of, may_say_more, may_say_several
from index.answering.leads import Leads, leads_of

BLANK, COUNT = re.compile(r"\s"), re.compile(r"\d[ \u200c]$")


@dataclass(frozen=True, slots=True)
class Times:
    """Expressions of a question that stand side by side.

    Attributes:
        start: of the first character; ``end`` is one past the last.
        spans: what each means, in order, at least one.
        ranged: the time goes from the first to the last: "from 2018 to 2020", "2018-2020".
        readings: the spans are what one expression may mean: 12/03/2020.
    """

    start: int
    end: int
    spans: tuple[DateSpan, ...]
    lang: str
    ranged: bool = False
    readings: bool = False


def times_of(
    text: str, asked_on: date, read: Mapping[str, Sequence[Mention]], others: Iterable[str] = ()
) -> Times | None:
    """Return the first expressions that tell a time, in the first of some languages in which there are any.

    Another of our languages is believed where it makes more of the same words, or where they have none and it several:
    a short question is easily taken for one of another language, where "12. März 2020" is only a year.

    Args:
        text: the question.
        asked_on: the day it was asked.
        read: its date expressions as they are read in some languages.
        others: languages that may make more of it.
    """
    found = next((times for lang, some in read.items() if (times := _of_mentions(text, asked_on, some, lang))), None)
    items = items_of(text)
    for lang in others:
        if not (may_say_more(items, lang, found.start, found.end) if found else may_say_several(items, lang)):
            continue
        other = _of_mentions(text, asked_on, mentions_in(text, asked_on, lang, asked=True), lang)
        if other is not None and _says_more(text, other, found):
            found = other
    return found


def _says_more(text: str, other: Times, found: Times | None) -> bool:
    """Tell whether another language makes more of a question's time than those that it was read in."""
    if found is None:
        return BLANK.search(text[other.start : other.end]) is not None
    longer = other.end - other.start > found.end - found.start
    return longer and other.start <= found.start and found.end <= other.end


def _of_mentions(text: str, asked_on: date, found: Sequence[Mention], lang: str) -> Times | None:
    leads = leads_of(lang)
    mentions = [one for mention in found for one in _listed_apart(mention, asked_on, leads)]
    place = next((place for place, one in enumerate(mentions) if _spans(text, one, leads)), None)
    return None if place is None else _from_place(text, mentions, place, leads)


def _listed_apart(mention: Mention, asked_on: date, leads: Leads) -> list[Mention]:
    """Return the expressions that "2016 and 2020" is made of, which in a passage is one time from first to last."""
    pieces = leads.pieces(mention.text) if mention.form == "explicit" and mention.sure else []
    if len(pieces) < 2:  # noqa: PLR2004 - one piece is the whole
        return [mention]
    found = []
    for start, piece in pieces:
        for one in mentions_in(piece, asked_on, leads.lang)[:1]:
            if one.text == piece:
                begin = mention.start + start
                found.append(replace(one, start=begin, end=begin + len(piece)))
    return found if len(found) == len(pieces) else [mention]


def _from_place(text: str, mentions: Sequence[Mention], place: int, leads: Leads) -> Times:
    first = mentions[place]
    spans = _spans(text, first, leads)
    times = Times(first.start, first.end, spans, leads.lang, readings=len(spans) > 1)
    bare = leads.bare_day(text[: first.start])
    if bare is not None:  # "12 or 14 March 2020"
        times = _with_bare_day(text, bare, times)
    for one in reversed(mentions[:place]):  # "March or April 2020": the year of the last counts for those before it
        between = text[one.end : times.start]
        ranged = len(times.spans) == 1 and leads.ranges(text[: one.start], between)
        earlier = _of_year(one, times, leads) if ranged or leads.lists(between) else None
        if earlier is None:
            break
        times = replace(times, start=one.start, spans=(earlier, *times.spans), ranged=ranged)
    return _with_listed(text, mentions[place + 1 :], times, leads)


def _with_listed(text: str, mentions: Sequence[Mention], times: Times, leads: Leads) -> Times:
    """Return some times with those that are listed behind them, or with the end of the range that they begin."""
    for one in mentions:
        between = text[times.end : one.start]
        spans = _spans(text, one, leads) or _leant(text, one, times, leads)
        if not spans:
            break
        ranges = not times.ranged and len(times.spans) == len(spans) == 1 and spans[0].last >= times.spans[0].first
        if ranges and leads.ranges(text[: times.start], between):
            times = replace(times, end=one.end, spans=times.spans + spans, ranged=True)
        elif not times.ranged and leads.lists(between):
            readings = times.readings or len(spans) > 1
            times = replace(times, end=one.end, spans=times.spans + spans, readings=readings)
        else:
            break
    return times


def _spans(text: str, mention: Mention, leads: Leads) -> tuple[DateSpan, ...]:
    """Return what an expression says of the time that a question is about; both days of 12/03/2020.

    What is uncertain says nothing. Days and months without a year, and weekdays, are matched as words: the archive may
    be decades old. What leans on something told before, as "that night" does, leans on the question or on nothing.
    """
    counted = lexicon(leads.lang).ago_alone and COUNT.search(text[: mention.start]) is not None  # "2500 years ago"
    if counted or mention.form in {"yearless", "weekday"}:
        return ()
    days = all(one.first == one.last for one in mention.candidates)
    if mention.status == "assumed" and mention.form == "explicit" and len(mention.candidates) > 1 and days:
        return mention.candidates
    if mention.span is None or not mention.sure:
        return ()
    return () if mention.anchor == "antecedent" or leads.leans(text, mention.start, mention.end) else (mention.span,)


def _leant(text: str, mention: Mention, times: Times, leads: Leads) -> tuple[DateSpan, ...]:
    """Return what an expression that leans on another means behind some times: "in 2019 and the year before"."""
    if times.readings or not leads.leans(text, mention.start, mention.end):
        return ()
    read = mentions_in(mention.text, times.spans[-1].first, leads.lang)
    return tuple(one.span for one in read[:1] if one.span is not None and one.text == mention.text)


def _with_bare_day(text: str, start: int, times: Times) -> Times:
    """Return a day with the one of the same month whose number stands before it."""
    told = times.spans[0]
    number = int(re.sub(r"\D", "", text[start : times.start])[:2])
    if len(times.spans) > 1 or told.first != told.last or not 0 < number < told.first.day:
        return times
    day = told.first.replace(day=number)
    return replace(times, start=start, spans=(DateSpan(day, day, told.precision), told))


def _of_year(mention: Mention, times: Times, leads: Leads) -> DateSpan | None:
    """Return what a month or day without a year means beside one that has it: the last such one before that."""
    if mention.form != "yearless" or times.readings:
        return None
    told = times.spans[0]
    for year in (told.first.year, told.first.year - 1):
        read = mentions_in(f"{mention.text} {year}", None, leads.lang)
        span = next((one.span for one in read if one.sure and one.end > len(mention.text)), None)
        if span is not None and span.first <= told.first:
            return span
    return None
