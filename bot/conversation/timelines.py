"""When a topic was written about: bars by month or year, the peaks, and what was written then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.entries import shortened
from bot.conversation.footers import footer
from bot.conversation.replies import Bar, Choice, Reply
from bot.conversation.requests import Request, words_of
from bot.conversation.views import DEPTH, View
from bot.wording import counted, words
from bot.wording.dates import format_span
from corpus.model import DateSpan, Precision
from index.answering.answers import Answer
from index.answering.searcher import Searcher
from index.answering.timeline import Period, periods
from index.questions import Question

PEAKS = 4
LEAST_SHARE = 0.1
"""Of the highest period, that another must have to be called a peak."""
TITLE = 80


@dataclass(frozen=True, slots=True)
class Peak:
    """A period with more passages than those around it, and the headline that fits the topic best then."""

    number: int
    period: Period
    label: str
    title: str


def timeline(request: Request, searcher: Searcher) -> Reply:
    """Return when a topic was written about, with the passages behind each peak one step away."""
    lang, word = request.lang, words(request.lang)
    question = request.question
    assert question is not None
    topic = shortened(" ".join(words_of(question.text, question)) or question.text, TITLE)
    title = word["timeline_title"].format(topic=topic)
    engine = searcher.engine
    found = periods(engine, question.terms)
    if not found:
        return Reply(lang, title, (word["timeline_nothing"],))
    peaks = _peaks(found, question, lang, searcher)
    at = {peak.period.first: peak for peak in peaks}
    bars = tuple(
        Bar(_label(one, lang), _short(one, lang), one.count, peak.number if peak else 0, peak.title if peak else "")
        for one, peak in ((one, at.get(one.first)) for one in found)
    )
    lines = [counted(lang, "timeline_counts", sum(one.count for one in found)), "", word["timeline_peaks"]]
    lines += [
        f"{peak.number}. {peak.label} ({peak.period.count}){f': {peak.title}' if peak.title else ''}" for peak in peaks
    ]
    number = engine.generation.number
    choices = [
        Choice(
            f"{peak.number}. {peak.label}",
            f"peak {peak.number}",
            View("peak", number, first=peak.period.first, last=peak.period.last),
        )
        for peak in peaks
    ]
    rows = tuple(tuple(choices[place : place + 2]) for place in range(0, len(choices), 2))
    return Reply(lang, title, tuple(lines), footer=footer(request.subject, None, None), choices=rows, bars=bars)


def _peaks(found: Sequence[Period], question: Question, lang: str, searcher: Searcher) -> list[Peak]:
    """Return the highest periods that no neighbour tops, in order of time, with what they were about."""
    counts = [0, *(one.count for one in found), 0]
    tops = [
        one
        for place, one in enumerate(found, start=1)
        if counts[place] >= max(1, LEAST_SHARE * max(counts))
        and counts[place] >= counts[place - 1]
        and counts[place] > counts[place + 1]
    ]
    highest = sorted(tops, key=lambda one: (-one.count, one.first))[:PEAKS]
    peaks = []
    for number, period in enumerate(sorted(highest, key=lambda one: one.first), start=1):
        title = _headline(searcher.find(question.within(period.first, period.last), DEPTH), period)
        peaks.append(Peak(number, period, _label(period, lang), title))
    return peaks


def _headline(answer: Answer, period: Period) -> str:
    """Return the headline of the best passage that was published in a period; others only speak of it."""
    for match in answer.matches or answer.closest:
        span = match.passage.article.published
        if span is not None and period.first <= span.first and span.last <= period.last:
            return shortened(match.passage.article.title, TITLE)
    return ""


def _short(period: Period, lang: str) -> str:
    """Return a period in the fewest letters of a language."""
    from babel.dates import format_skeleton  # noqa: PLC0415 - costs a sixth of a second, and few commands need it

    if period.first.year != period.last.year or period.first.month != period.last.month:
        return str(period.first.year)
    return str(format_skeleton("yMMM", period.first, locale=lang))


def _label(period: Period, lang: str) -> str:
    return format_span(DateSpan(period.first, period.last, Precision.RANGE), lang)
