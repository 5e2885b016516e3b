"""When a topic was written about: bars by year, month or day, the highest of them, and what was written then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.axis import named
from bot.conversation.entries import scope_words, shortened
from bot.conversation.replies import Bar, Choice, Reply
from bot.conversation.requests import Request, footer, words_of
from bot.conversation.views import View
from bot.wording import counted, format_number, in_digits, words
from bot.wording.dates import format_period, format_span
from bot.wording.directions import isolated
from corpus.model import DateSpan, Precision
from index.answering.searcher import Searcher
from index.answering.timeline import Period, Timeline, topic_of
from index.questions import Question

PEAKS = 4
LEAST_SHARE = 0.1
"""Of the highest period, that another must have to be called a peak."""
TITLE = 80
COUNTS = {"Y": "timeline_years", "M": "timeline_months", "D": "timeline_days"}


def timeline_reply(request: Request, view: View, searcher: Searcher) -> Reply:
    """Return when a topic was written about, with the passages behind each peak one step away.

    Args:
        request: its question is the topic, and the time to draw if it names one.
        view: fresh, or the timeline of any time, drawn whole.
        searcher: on the archive.
    """
    lang, word = request.lang, words(request.lang)
    assert request.question is not None
    topic, whole = topic_of(request.question), view.show == "timeline"
    if whole:
        topic = topic.within(None, None)
    shown = shortened(" ".join(words_of(topic.text, topic)) or topic.text, TITLE)
    title = word["timeline_title"].format(topic=isolated(shown, lang))
    generation = searcher.engine.generation.number
    drawn = searcher.timeline(topic, closer=not whole)
    any_time = Choice(word["any_time"], "any", View("timeline", generation))
    further = ((any_time,),) if drawn.elsewhere or topic.scope else ()
    below = footer(request.subject, topic.scope)
    if not drawn.periods:
        hint = (
            word["none_from"].format(scope=scope_words(topic.scope, lang)) if topic.scope else word["timeline_nothing"]
        )
        return Reply(lang, title, (hint,), footer=below, choices=further)
    numbers = {period: number for number, period in enumerate(_peaks(drawn.periods), start=1)}
    ticks = named(drawn.periods, drawn.unit, lang)
    bars = [
        replace(_bar(one, numbers.get(one, 0), topic, searcher, lang), tick=tick)
        for one, tick in zip(drawn.periods, ticks, strict=True)
    ]
    peaks = [bar for bar in bars if bar.peak]
    described = [
        f"{_name(bar, lang)} ({format_number(bar.count, lang)}): {isolated(bar.headline, lang)}".removesuffix(": ")
        for bar in peaks
    ]
    choices = [
        Choice(_name(bar, lang), f"peak {bar.peak}", View("peak", generation, first=one.first, last=one.last))
        for bar, one in zip(peaks, numbers, strict=True)
    ]
    rows = tuple(tuple(choices[place : place + 2]) for place in range(0, len(choices), 2))
    lines = (*_counts(drawn, lang), "", word["timeline_peaks"], *described)
    return Reply(lang, title, lines, footer=below, choices=(*rows, *further), bars=tuple(bars))


def _name(bar: Bar, lang: str) -> str:
    """Return a peak's number and its period."""
    return f"{in_digits(str(bar.peak), lang)}. {bar.label}"


def _counts(drawn: Timeline, lang: str) -> list[str]:
    """Return how many passages are drawn, and how many are not, and why."""
    word = words(lang)
    count = sum(period.count for period in drawn.periods)
    lines = [word[COUNTS[drawn.unit]].format(passages=counted(lang, "passages", count))]
    if drawn.elsewhere:
        span = format_span(DateSpan(drawn.periods[0].first, drawn.periods[-1].last, Precision.RANGE), lang)
        passages = counted(lang, "passages", drawn.elsewhere)
        lines.append(word["timeline_elsewhere"].format(span=span, passages=passages))
    if drawn.vague:
        lines.append(word["timeline_vague"].format(passages=counted(lang, "passages", drawn.vague)))
    return lines


def _bar(period: Period, peak: int, topic: Question, searcher: Searcher, lang: str) -> Bar:
    """Return a period as it is drawn; a peak with the headline of what speaks most of its topic."""
    span = DateSpan(period.first, period.last, Precision.RANGE)
    headline = ""
    if peak:
        matches = searcher.find(topic.within(period.first, period.last), 1).matches
        headline = shortened(matches[0].passage.article.title, TITLE) if matches else ""
    return Bar(format_span(span, lang, solar=False), format_period(span, lang), period.count, peak, headline)


def _peaks(periods: Sequence[Period]) -> list[Period]:
    """Return the highest periods, in order of time; of equal ones the earlier."""
    least = max(1, LEAST_SHARE * max(period.count for period in periods))
    high = [period for period in periods if period.count >= least]
    return sorted(sorted(high, key=lambda one: (-one.count, one.first))[:PEAKS], key=lambda one: one.first)
