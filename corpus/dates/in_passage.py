"""Reads the date expressions of a passage: what stands there, and what days it means.

What stands by itself is stated. What leans on the day of publication is resolved against it; without one it is resolved
at both ends of the time in which the page can have been written, and shown as assumed while at most three readings
remain. What leans on an earlier mention takes the nearest one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.dates import kinds
from corpus.dates.beside import as_the_text_tells, in_order, wired
from corpus.dates.expressions import Leaning, Phrase
from corpus.dates.framing import Frame, frame_after, framing_year
from corpus.dates.grammar import phrases
from corpus.dates.lexicon import lexicon
from corpus.dates.lexing import lex
from corpus.dates.periods import part_of
from corpus.dates.resolving import Window, mention_of, surroundings
from corpus.dates.skimming import stretches
from corpus.dates.spans import year_span
from corpus.dates.tense import tense_of
from corpus.model import ArticleDates, DateSpan, Mention

SET_BESIDE = kinds.THE + kinds.ONE + kinds.HYPHEN + kinds.PERIOD + kinds.QUARTER + kinds.YEAR_NUMBER
"""Signs that "a year ago" is only what something is compared with."""
YEAR = timedelta(days=300)
"""A quarter that is so much earlier than the one that a text speaks of is the one that it is compared with."""


@dataclass(slots=True)
class Context:
    """What was spoken of before, in this passage or an earlier one of the article, and when the report was written."""

    antecedent: DateSpan | None = None
    quarter: DateSpan | None = None
    written: Window | None = None
    asked: bool = False


def mentions_of_passages(texts: Sequence[str], dates: ArticleDates, lang: str) -> list[tuple[Mention, ...]]:
    """Return the mentions of each passage of an article, see ``corpus.dates.mentions.article_mentions``."""
    window = _window(dates)
    context = Context()
    return [_passage(text, window, lang, context) for text in texts]


def mentions_of_text(text: str, published: date | None, lang: str, *, asked: bool) -> tuple[Mention, ...]:
    """Return the mentions of one text, see ``corpus.dates.mentions.mentions_in``."""
    window = None if published is None else Window(published, published)
    return _passage(text, window, lang, Context(asked=asked))


def _window(dates: ArticleDates) -> Window | None:
    """Return when an article can have been written; None if nothing bounds it on both sides."""
    if dates.published is not None:
        return Window(dates.published.first, dates.published.last)
    first, last = dates.not_before or dates.cites_to, dates.captured or dates.not_after
    return Window(first, last) if first is not None and last is not None and first <= last else None


def _passage(text: str, window: Window | None, lang: str, context: Context) -> tuple[Mention, ...]:
    words = lexicon(lang)
    places = list(stretches(text, words, asked=context.asked))
    if not places:
        return ()
    found: list[tuple[Phrase, Mention, bool]] = []
    frame: Frame | None = None
    printed, window = window, context.written or window
    for phrase in phrases(lex(text, places, words, asked=context.asked), text):
        tense = tense_of(text, phrase.start, phrase.end, words.tense) if phrase.rule.tensed else ""
        year = framing_year(text, phrase, frame)
        if tense == "future" and year is not None and window is not None and year < window.first.year:
            year = None
        leaning = Leaning(
            None,
            future=tense == "future",
            past=tense == "past",
            antecedent=context.antecedent,
            quarter=context.quarter,
            lang=words.lang,
            day_first=words.day_first,
            year=year,
            asked=context.asked,
            **surroundings(text, phrase, words),
        )
        mention = mention_of(text, phrase, leaning, window)
        if mention is None:
            continue
        if found:
            first, earlier, told = found[-1]
            earlier, mention = in_order(text, (first, earlier), phrase, leaning, mention)
            found[-1] = first, earlier, told
        early = phrase.first(kinds.EARLY) if context.asked else None
        if early is not None and mention.span is not None:
            mention = replace(mention, span=part_of(mention.span, str(early.value)))
        if printed is not None and (sent := wired(text, phrase, mention, printed)) is not None:
            window = context.written = sent
            mention = replace(mention, form="dateline") if sent.last < printed.first else mention
        found.append((phrase, mention, bool(tense)))
        if not phrase.doubtful:
            frame = frame_after(text, phrase, mention, words, frame)
            if mention.span is not None:
                _remember(phrase, mention.span, context, window)
    return tuple(as_the_text_tells(found))


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
