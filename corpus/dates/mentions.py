"""Finds the date expressions inside an article's passages and what days they mean.

What stands by itself is stated. What leans on the day of publication is resolved against it; without one it is resolved
at both ends of the time in which the page can have been written, and shown as assumed while at most three readings
remain. What leans on an earlier mention takes the nearest one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.dates import kinds
from corpus.dates.expressions import Leaning, Phrase, resolve
from corpus.dates.framing import Frame, frame_after, framing_year
from corpus.dates.grammar import PATTERN, RULES
from corpus.dates.lexicon import lexicon
from corpus.dates.lexing import Lexed, lex
from corpus.dates.periods import part_of
from corpus.dates.spans import year_span
from corpus.dates.tense import speaks_of_future
from corpus.language.cutting import fold
from corpus.language.detecting import base_code, language_of
from corpus.model import ArticleDates, DateSpan, Mention, Precision

NEAR = timedelta(days=31)
MOST_CANDIDATES = 3
"""More readings than this are no help to a reader: the words are kept and no date is claimed (docs/dates.md)."""
WORD = re.compile(r"[^\W\d_]+")
SET_BESIDE = kinds.THE + kinds.ONE + kinds.HYPHEN + kinds.PERIOD + kinds.QUARTER + kinds.YEAR_NUMBER
"""Signs that "a year ago" is only what something is compared with."""
YEAR = timedelta(days=300)
"""A quarter that is so much earlier than the one that a text speaks of is the one that it is compared with."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days between which a text was written; both are the same when the day is known."""

    first: date
    last: date


@dataclass(slots=True)
class Context:
    """What was spoken of before, in this passage or an earlier one of the article."""

    antecedent: DateSpan | None = None
    quarter: DateSpan | None = None
    narrow: bool = False


def article_mentions(texts: Sequence[str], dates: ArticleDates, lang: str) -> list[tuple[Mention, ...]]:
    """Return the mentions of each passage of an article.

    Args:
        texts: its passages in reading order; an expression may lean on one in an earlier passage.
        dates: of the article, against which relative expressions are resolved.
        lang: its language.
    """
    window = _window(dates)
    context = Context()
    return [_passage(text, window, lang, context) for text in texts]


def mentions_in(
    text: str, published: date | None, lang: str | None = None, *, narrow: bool = False
) -> tuple[Mention, ...]:
    """Return the mentions of one text.

    Args:
        text: any text; time is linear in its length.
        published: the day it was published, if that is known.
        lang: its language, told from the text if None.
        narrow: take "late September" for its last ten days, as a reader's question means it; in articles the whole
            month is claimed, because nothing tells where late begins.
    """
    window = None if published is None else Window(published, published)
    return _passage(text, window, base_code(lang) or language_of(text), Context(narrow=narrow))


def phrases(lexed: Lexed) -> Iterator[Phrase]:
    """Yield the date expressions of a text, in order, not overlapping."""
    for match in PATTERN.finditer(lexed.kinds):
        start, end = match.span()
        if end > start and match.lastindex:
            before = lexed.kinds[max(0, start - 3) : start]
            yield Phrase(RULES[match.lastindex - 1], tuple(lexed.tokens[start:end]), before)


def _window(dates: ArticleDates) -> Window | None:
    """Return when an article can have been written; None if nothing bounds it on both sides."""
    if dates.published is not None:
        return Window(dates.published.first, dates.published.last)
    first, last = dates.not_before or dates.cites_to, dates.captured or dates.not_after
    return Window(first, last) if first is not None and last is not None and first <= last else None


def _passage(text: str, window: Window | None, lang: str, context: Context) -> tuple[Mention, ...]:
    words = lexicon(lang)
    found = []
    frame: Frame | None = None
    for phrase in phrases(lex(text, words)):
        future = phrase.rule.tensed and speaks_of_future(text, phrase.start, phrase.end, words.tense)
        year = framing_year(text, phrase, frame)
        if future and year is not None and window is not None and year < window.first.year:
            year = None
        leaning = Leaning(None, future, context.antecedent, context.quarter, words.lang, words.day_first, year)
        mention = _mention(text, phrase, leaning, window)
        if mention is None:
            continue
        early = phrase.first(kinds.EARLY)
        if context.narrow and early is not None and mention.span is not None:
            mention = replace(mention, span=part_of(mention.span, str(early.value)))
        found.append(mention)
        frame = frame_after(text, phrase, mention, words, frame)
        if mention.span is not None:
            _remember(phrase, mention.span, context, window)
    return tuple(found)


def _remember(phrase: Phrase, span: DateSpan, context: Context, window: Window | None) -> None:
    """Keep what later expressions may lean on; what is only compared with is not what a text goes on to speak of."""
    rule = phrase.rule
    if rule.leaves == "compared" and phrase.first(kinds.YEAR) and phrase.first(SET_BESIDE):
        return
    context.antecedent = span
    known = context.quarter
    if window is not None and span.last > window.last:
        return
    if rule.leaves == "months":
        context.quarter = span if phrase.first(kinds.HALF) else year_span(span.first.year)
    elif (
        rule.leaves == "quarter" and phrase.first(kinds.QUARTER) and (known is None or known.first - span.first < YEAR)
    ):
        context.quarter = span


def _mention(text: str, phrase: Phrase, leaning: Leaning, window: Window | None) -> Mention | None:
    start, end, rule = phrase.start, phrase.end, phrase.rule
    blank = Mention(start, end, text[start:end], rule.form, None, "unresolved")
    alone = resolve(phrase, replace(leaning, antecedent=None, quarter=None, year=None))
    if alone is not None:
        return replace(blank, span=alone, status="stated")
    if rule.form == "duration" or (rule.leans == "ahead" and not _counts_ahead(text, phrase, leaning)):
        return None
    if rule.leans == "order":
        return _either_order(blank, phrase, leaning, window)
    blank = replace(blank, form="yearless" if rule.form == "explicit" else rule.form)
    if rule.leans == "antecedent":
        day = window.first if window is not None and window.first == window.last else None
        span = resolve(phrase, leaning) or resolve(phrase, replace(leaning, day=day, antecedent=None))
        return replace(blank, span=span, status="resolved" if span else "unresolved", anchor="antecedent")
    if leaning.year is not None and (span := resolve(phrase, leaning)) is not None:
        return replace(blank, span=span, status="resolved", anchor="antecedent")
    if window is None:
        return blank
    if window.first == window.last:
        span = resolve(phrase, replace(leaning, day=window.first))
        return None if span is None else replace(blank, span=span, status="resolved", anchor="published")
    return _assumed(blank, phrase, leaning, window)


def _counts_ahead(text: str, phrase: Phrase, leaning: Leaning) -> bool:
    before = WORD.findall(text[max(0, phrase.start - 12) : phrase.start])[-1:]
    return leaning.future and fold("".join(before)) in lexicon(leaning.lang).counting_ahead


def _either_order(blank: Mention, phrase: Phrase, leaning: Leaning, window: Window | None) -> Mention | None:
    """Read 03/04/2019, whose order cannot be told: as the day near publication, else as both, which it says."""
    both = [resolve(phrase, replace(leaning, day_first=first)) for first in (True, False)]
    spans = sorted((span for span in both if span is not None), key=lambda span: span.first)
    if not spans:
        return None
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
        span = resolve(phrase, replace(leaning, day=day))
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
