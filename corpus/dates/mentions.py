"""Finds the date expressions inside an article's passages and what days they mean.

What stands by itself is stated. What leans on the day of publication is resolved against it; without one it is resolved
at both ends of the time in which the page can have been written, and shown as assumed while at most three readings
remain. What leans on an earlier mention takes the nearest one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.dates import kinds
from corpus.dates.beside import as_the_text_tells, in_order, wired
from corpus.dates.expressions import Leaning, Phrase
from corpus.dates.framing import Frame, frame_after, framing_year
from corpus.dates.grammar import phrases
from corpus.dates.lexicon import Entry, lexicon, words_written
from corpus.dates.lexing import lex
from corpus.dates.periods import part_of
from corpus.dates.resolving import Window, mention_of, surroundings
from corpus.dates.skimming import stretches
from corpus.dates.spans import year_span
from corpus.dates.tense import tense_of
from corpus.language.cutting import fold
from corpus.language.detecting import base_code, language_of
from corpus.model import ArticleDates, DateSpan, Mention

SET_BESIDE = kinds.THE + kinds.ONE + kinds.HYPHEN + kinds.PERIOD + kinds.QUARTER + kinds.YEAR_NUMBER
"""Signs that "a year ago" is only what something is compared with."""
SMALL_CODE = re.compile(r"(?<!\w)(?:[qhts][1-4]|fy)(?=[ /-]?['’]?\d)")
"""A code as people type it: "q3 2019"."""
WORD, YEAR_LIKE = re.compile(r"[^\W\d_]+"), re.compile(r"\d{4}")
TELLING = frozenset(
    kinds.UNIT + kinds.GREGORIAN_MONTH + kinds.SOLAR_MONTH + kinds.SEASON + kinds.WEEKDAY + kinds.NAMED_DAY
    + kinds.DECADE_NUMBER
)  # fmt: skip
"""Kinds of words of which a time of several words has one."""
YEAR = timedelta(days=300)
"""A quarter that is so much earlier than the one that a text speaks of is the one that it is compared with."""


@dataclass(slots=True)
class Context:
    """What was spoken of before, in this passage or an earlier one of the article, and when the report was written."""

    antecedent: DateSpan | None = None
    quarter: DateSpan | None = None
    written: Window | None = None
    asked: bool = False


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
    text: str, published: date | None, lang: str | None = None, *, asked: bool = False
) -> tuple[Mention, ...]:
    """Return the mentions of one text.

    Args:
        text: any text; time is linear in its length.
        published: the day it was published, if that is known.
        lang: its language, told from the text if None.
        asked: read it as a question means it: "late September" is the last ten days of the month, "the last three
            months" end on the day of asking, "last spring" counts from it, and "the early 90s" are years. In an
            article nothing tells that, so less is claimed.
    """
    window = None if published is None else Window(published, published)
    if asked:
        text = SMALL_CODE.sub(lambda code: code[0].upper(), text)
    return _passage(text, window, base_code(lang) or language_of(text), Context(asked=asked))


def may_tell(text: str, langs: Iterable[str]) -> list[str]:
    """Return, sooner than by reading it, in which of some languages a text has a year, or two words of time."""
    if YEAR_LIKE.search(text) is not None:
        return list(langs)
    folded = list(map(fold, WORD.findall(text)))
    return [lang for lang in langs if _may_have_two(lang, folded) and _has_time(lexicon(lang).words, folded)]


def _may_have_two(lang: str, folded: Sequence[str]) -> bool:
    """Tell whether a language may have two of some words; those in other letters may have something written before."""
    return sum(not word.isascii() or word in words_written(lang) for word in folded) > 1


def _has_time(words: Mapping[str, Entry], folded: Sequence[str]) -> bool:
    """Tell whether a lexicon has two of some words, and one of these tells a time."""
    codes = [words[word][0] for word in folded if word in words]
    return len(codes) > 1 and not TELLING.isdisjoint(codes)


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
