"""When a topic was written about: bars by month or year, the peaks, and what was written then."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.entries import shortened
from bot.conversation.replies import Bar, Choice, Reply
from bot.conversation.requests import Request, footer, words_of
from bot.conversation.views import DEPTH, View
from bot.wording import counted, words
from bot.wording.dates import format_period, format_span
from corpus.model import DateSpan, Precision
from index.answering.answers import Answer
from index.answering.searcher import Searcher
from index.answering.timeline import Period
from index.questions import Question

PEAKS = 4
LEAST_SHARE = 0.1
"""Of the highest period, that another must have to be called a peak."""
TITLE = 80


def timeline(request: Request, searcher: Searcher) -> Reply:
    """Return when a topic was written about, with the passages behind each peak one step away."""
    lang, word = request.lang, words(request.lang)
    question = request.question
    assert question is not None
    topic = shortened(" ".join(words_of(question.text, question)) or question.text, TITLE)
    title = word["timeline_title"].format(topic=topic)
    found = searcher.periods(question)
    if not found:
        return Reply(lang, title, (word["timeline_nothing"],))
    numbers = {period: number for number, period in enumerate(_peaks(found), start=1)}
    bars = [_bar(one, numbers.get(one, 0), question, searcher, lang) for one in found]
    peaks = [bar for bar in bars if bar.peak]
    described = [f"{bar.peak}. {bar.label} ({bar.count}): {bar.headline}".removesuffix(": ") for bar in peaks]
    number = searcher.engine.generation.number
    choices = [
        Choice(f"{bar.peak}. {bar.label}", f"peak {bar.peak}", View("peak", number, first=one.first, last=one.last))
        for bar, one in zip(peaks, numbers, strict=True)
    ]
    return Reply(
        lang,
        title,
        (counted(lang, "timeline_counts", sum(one.count for one in found)), "", word["timeline_peaks"], *described),
        footer=footer(request.subject, None),
        choices=tuple(tuple(choices[place : place + 2]) for place in range(0, len(choices), 2)),
        bars=tuple(bars),
    )


def _bar(period: Period, peak: int, question: Question, searcher: Searcher, lang: str) -> Bar:
    """Return a period as it is drawn; a peak with what it was about."""
    span = DateSpan(period.first, period.last, Precision.RANGE)
    inside = question.within(period.first, period.last)
    headline = _headline(searcher.find(inside, DEPTH), period) if peak else ""
    return Bar(format_span(span, lang), format_period(span, lang), period.count, peak, headline)


def _peaks(found: Sequence[Period]) -> list[Period]:
    """Return the highest periods that no neighbour tops, in order of time."""
    counts = [0, *(one.count for one in found), 0]
    tops = [
        one
        for one, before, count, after in zip(found, counts, counts[1:], counts[2:], strict=False)
        if count >= max(1, LEAST_SHARE * max(counts)) and before <= count > after
    ]
    return sorted(sorted(tops, key=lambda one: (-one.count, one.first))[:PEAKS], key=lambda one: one.first)


def _headline(answer: Answer, period: Period) -> str:
    """Return the headline of the best passage that was published in a period; others only speak of it."""
    for match in answer.matches or answer.closest:
        span = match.passage.article.published
        if span is not None and period.first <= span.first and span.last <= period.last:
            return shortened(match.passage.article.title, TITLE)
    return ""
