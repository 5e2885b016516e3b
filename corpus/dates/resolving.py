"""Tells what days an expression means on the day of publication, within a window of days, or by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypedDict

from corpus.dates import kinds
from corpus.dates.expressions import Leaning, Phrase, resolve
from corpus.dates.leaning import calendar_named
from corpus.dates.lexicon import Lexicon, lexicon
from corpus.dates.numbers import names_a_road
from corpus.dates.spans import year_span
from corpus.dates.weekdays import both_days, ends_fit, fits
from corpus.language.cutting import fold
from corpus.model import DateSpan, Mention, Precision

NEAR = timedelta(days=31)
MOST_CANDIDATES = 3
"""More readings than this are no help to a reader: the words are kept and no date is claimed (docs/dates.md)."""
STYLE = re.compile(r",?\s\(?(?:[ON]\.\s?S\.|(?:Old|New) Style)\)?")
"""By which calendar a day is told: the Julian one, or the Gregorian."""
WORD = re.compile(r"[^\W\d_]+")
OWNER = re.compile(r"([^\W\d_][\w.]*)['’]s?\s$")
NATION = re.compile(
    r"^(?:nation|country|government|congress|america|states|u\.?s|united states|agency|department)", re.IGNORECASE
)
"""Whose fiscal year it is that has an owner: the United States', or another's, whose months are not known."""
OTHERWISE = kinds.LUNAR_MONTH + kinds.LUNAR_YEAR + kinds.CALENDAR_WEEK
FISCAL = frozenset({"fiscal", "tax", "financial"})
"""What is not counted as the calendar on the wall does, so that its days are told beside the words."""
MIDSUMMER = 6
BESIDE = 12
"""Characters before a count in which a word tells that it is less or more."""
AROUND = 300
"""Characters around a fiscal year in which words tell whose it is."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days between which a text was written; both are the same when the day is known."""

    first: date
    last: date


class Surroundings(TypedDict, total=False):
    """What the words around an expression tell of its calendar (expressions.py: Leaning)."""

    gulf: bool
    company: bool


def surroundings(text: str, phrase: Phrase, words: Lexicon) -> Surroundings:
    """Return what else of a text tells which days an expression means."""
    if phrase.first(kinds.LUNAR_MONTH + kinds.LUNAR_YEAR + kinds.NUMERIC_DATE):
        return {"gulf": words.country.search(text) is not None}
    if phrase.word(kinds.FISCAL) == "fiscal":
        near = text[max(0, phrase.start - AROUND) : phrase.end + AROUND]
        owner = OWNER.search(text[max(0, phrase.start - AROUND) : phrase.start])
        own = owner is not None and not NATION.search(owner[1])
        return {"company": own or words.company.search(near) is not None}
    return {}


def mention_of(text: str, phrase: Phrase, leaning: Leaning, window: Window | None) -> Mention | None:
    """Return the mention that an expression makes, None if it is no date after all.

    Args:
        text: the passage.
        phrase: the expression in it.
        leaning: what it may lean on beside the day of publication.
        window: when the passage was written, None if that is not known.
    """
    if (
        phrase.first(kinds.MONTHDAY)
        and phrase.first(kinds.MONTH_NAME)
        and names_a_road(text, phrase.start, lexicon(leaning.lang))
    ):
        return None
    found = _resolved(text, phrase, leaning, window)
    if found is None or found.span is None or found.candidates:
        return found
    if phrase.doubtful or leaning.company:
        return replace(found, status="assumed")
    if not ends_fit(phrase, found.span):
        return replace(found, status="assumed")
    both = both_days(phrase, found.span, _other_years(phrase, leaning, found)) or _either_year(
        text, phrase, leaning, found.span, window
    )
    if both:
        return replace(found, status="assumed", candidates=both)
    if found.status == "stated" and (phrase.first(OTHERWISE) or phrase.word(kinds.FISCAL) in FISCAL):
        return replace(found, status="resolved")
    return found


def _either_year(
    text: str, phrase: Phrase, leaning: Leaning, span: DateSpan, window: Window | None
) -> tuple[DateSpan, ...]:
    """Return both years that "almost five years ago" may mean late in a year, "over five years ago" early in one."""
    if phrase.rule.leaves != "compared" or phrase.word(kinds.UNIT) != "year" or window is None or leaning.asked:
        return ()
    if span.precision is not Precision.YEAR or window.first != window.last:
        return ()
    words, near = lexicon(leaning.lang), text[max(0, phrase.start - BESIDE) : phrase.end].lower()
    late = window.first.month > MIDSUMMER
    other = 1 if late and words.nearly.search(near) else -1 if not late and words.over.search(near) else 0
    year = year_span(span.first.year + other) if other else None
    return () if year is None else tuple(sorted((span, year), key=lambda one: one.first))


def _other_years(phrase: Phrase, leaning: Leaning, found: Mention) -> Iterator[DateSpan | None]:
    """Yield the day of an expression that names no year in the years before and after the nearest one."""
    if found.span is None or found.anchor != "published":
        return
    year, *_ = calendar_named(phrase).of(found.span.first)
    for other in (year - 1, year + 1):
        yield resolve(phrase, leaning._replace(year=other))


def _resolved(text: str, phrase: Phrase, leaning: Leaning, window: Window | None) -> Mention | None:
    start, rule = phrase.start, phrase.rule
    style = STYLE.match(text, phrase.end)
    end = style.end() if style is not None and phrase.first(kinds.MONTHDAY) else phrase.end
    stands = start, end, text[start:end]
    alone = resolve(phrase, leaning._replace(antecedent=None, quarter=None, year=None))
    if alone is not None:
        return Mention(*stands, rule.form, alone, "stated")
    if (rule.form == "duration" and not leaning.asked) or (
        rule.leans == "ahead" and not _counts_ahead(text, phrase, leaning)
    ):
        return None
    if rule.leans == "order":
        return _either_order(Mention(*stands, rule.form, None, "unresolved"), phrase, leaning, window)
    blank = Mention(*stands, _leaning_form(phrase, leaning), None, "unresolved")
    if rule.leans == "antecedent" and _begins_a_clause(text, phrase, leaning):
        return None
    if rule.leans == "antecedent":
        day = window.first if window is not None and window.first == window.last else None
        span = resolve(phrase, leaning) or resolve(phrase, leaning._replace(day=day, antecedent=None))
        return replace(blank, span=span, status="resolved" if span else "unresolved", anchor="antecedent")
    if leaning.year is not None and (span := resolve(phrase, leaning)) is not None:
        return replace(blank, span=span, status="resolved", anchor="antecedent")
    if window is None:
        return blank
    if window.first == window.last:
        span = resolve(phrase, leaning._replace(day=window.first))
        return None if span is None else Mention(*stands, blank.form, span, "resolved", "published")
    return _assumed(blank, phrase, leaning, window)


def _begins_a_clause(text: str, phrase: Phrase, leaning: Leaning) -> bool:
    """Tell whether "that" behind a unit begins a clause, which tells which day it is: "the day that he died"."""
    return leaning.lang == "en" and phrase.reads("THE UNIT THAT") and text[: phrase.end].lower().endswith("that")


def _leaning_form(phrase: Phrase, leaning: Leaning) -> str:
    """Return the form of what names no year: "last May" in a question counts from the day of asking, as "last week"."""
    if leaning.asked and phrase.first(kinds.LAST_NEXT) and not phrase.reads(".* LAST_NEXT UNIT? WEEKDAY? (OF | IN) .*"):
        return "relative"
    return "yearless" if phrase.rule.form == "explicit" else phrase.rule.form


def _counts_ahead(text: str, phrase: Phrase, leaning: Leaning) -> bool:
    before = WORD.findall(text[max(0, phrase.start - 12) : phrase.start])[-1:]
    return leaning.future and fold("".join(before)) in lexicon(leaning.lang).counting_ahead


def _either_order(blank: Mention, phrase: Phrase, leaning: Leaning, window: Window | None) -> Mention | None:
    """Read 03/04/2019, whose order cannot be told: as the day near publication, else as both, which it says."""
    both = (resolve(phrase, leaning._replace(day_first=first)) for first in (True, False))
    spans = sorted({span for span in both if span is not None}, key=lambda span: span.first)
    if not spans:
        return None
    told = [span for span in spans if fits(phrase, span)]
    if len(told) == 1:  # by its weekday, or because both are the same day
        return replace(blank, span=told[0], status="stated")
    if window is not None:
        near = [span for span in spans if window.first - NEAR <= span.first <= window.last + NEAR]
        if len(near) == 1:
            return replace(blank, span=near[0], status="resolved", anchor="published")
    whole = DateSpan(spans[0].first, spans[-1].last, Precision.RANGE)
    return replace(blank, span=whole, status="assumed", candidates=tuple(spans))


def _assumed(blank: Mention, phrase: Phrase, leaning: Leaning, window: Window) -> Mention | None:
    """Resolve at every month of a window; few different readings are candidates, many are none."""
    spans: list[DateSpan] = []
    for day in _days_of(window):
        span = resolve(phrase, leaning._replace(day=day))
        if span is not None and span not in spans:
            spans.append(span)
        if len(spans) > MOST_CANDIDATES:
            return blank
    if not spans:
        return None
    if len(spans) == 1:
        return replace(blank, span=spans[0], status="resolved", anchor="window")
    return replace(blank, status="assumed", anchor="window", candidates=tuple(spans))


def _days_of(window: Window) -> Iterator[date]:
    """Yield days from the first to the last of a window, a month apart; many enough to see every reading."""
    step = max(timedelta(days=28), (window.last - window.first) / 120)
    day = window.first
    while day < window.last:
        yield day
        day += step
    yield window.last
