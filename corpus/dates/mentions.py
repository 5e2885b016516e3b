"""Finds the date expressions inside an article's passages and what days they mean.

What can have none is told without loading what reads them (in_passage.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from corpus.dates import kinds
from corpus.dates.lexicon import Entry, lexicon, words_written
from corpus.language.cutting import fold
from corpus.language.detecting import base_code, language_of
from corpus.model import ArticleDates, Mention

SMALL_CODE = re.compile(r"(?<!\w)(?:[qhts][1-4]|fy)(?=[ /-]?['’]?\d)")
"""A code as people type it: "q3 2019"."""
WORD, YEAR_LIKE = re.compile(r"[^\W\d_]+"), re.compile(r"\d{4}")
TELLING = frozenset(
    kinds.UNIT + kinds.GREGORIAN_MONTH + kinds.SOLAR_MONTH + kinds.SEASON + kinds.WEEKDAY + kinds.NAMED_DAY
    + kinds.DECADE_NUMBER
)  # fmt: skip
"""Kinds of words of which a time of several words has one."""


def article_mentions(texts: Sequence[str], dates: ArticleDates, lang: str) -> list[tuple[Mention, ...]]:
    """Return the mentions of each passage of an article.

    Args:
        texts: its passages in reading order; an expression may lean on one in an earlier passage.
        dates: of the article, against which relative expressions are resolved.
        lang: its language.
    """
    from corpus.dates.in_passage import mentions_of_passages  # noqa: PLC0415 - see above

    return mentions_of_passages(texts, dates, lang)


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
    from corpus.dates.in_passage import mentions_of_text  # noqa: PLC0415 - see above

    if asked:
        text = SMALL_CODE.sub(lambda code: code[0].upper(), text)
    return mentions_of_text(text, published, base_code(lang) or language_of(text), asked=asked)


def may_tell(text: str, langs: Iterable[str]) -> list[str]:
    """Return, sooner than by reading it, in which of some languages a text has a year, or two words of time."""
    if YEAR_LIKE.search(text) is not None:
        return list(langs)
    folded = WORD.findall(text.lower()) if text.isascii() else list(map(fold, WORD.findall(text)))
    return [lang for lang in langs if _may_have_two(lang, folded) and _has_time(lexicon(lang).words, folded)]


def _may_have_two(lang: str, folded: Sequence[str]) -> bool:
    """Tell whether a language may have two of some words; those in other letters may have something written before."""
    written = words_written(lang)
    return len([word for word in folded if word in written or not word.isascii()]) > 1


def _has_time(words: Mapping[str, Entry], folded: Sequence[str]) -> bool:
    """Tell whether a lexicon has two of some words, and one of these tells a time."""
    codes = [words[word][0] for word in folded if word in words]
    return len(codes) > 1 and not TELLING.isdisjoint(codes)
