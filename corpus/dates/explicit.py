"""Date expressions that stand by themselves ("August 2, 2022", "2019-11"): for headlines, fields and claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.dates import kinds
from corpus.dates.expressions import Leaning, resolve
from corpus.dates.grammar import phrases
from corpus.dates.lexicon import lexicon
from corpus.dates.lexing import lex
from corpus.dates.skimming import stretches
from corpus.model import DateSpan, Precision


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression in a text: characters, days, whether a named weekday fits, whether a feast is named."""

    start: int
    end: int
    span: DateSpan
    weekday_fits: bool | None = None
    feast: bool = False


def find_explicit(text: str, lang: str = "en") -> list[Expression]:
    """Return the explicit date expressions of a text, in order, not overlapping.

    Args:
        text: any text; time is linear in its length.
        lang: its language.
    """
    found = []
    words = lexicon(lang)
    for phrase in phrases(lex(text, stretches(text, words), words), text):
        span = resolve(phrase, Leaning(None, lang=words.lang, day_first=words.day_first))
        if span is not None:
            weekday = phrase.first(kinds.WEEKDAY)
            fits = None if weekday is None else span.first.weekday() == weekday.value
            feast = phrase.first(kinds.NAMED_DAY) is not None
            found.append(Expression(phrase.start, phrase.end, span, fits, feast))
    return found


def day_expressions(text: str, lang: str = "en") -> Iterator[Expression]:
    """Yield the expressions that name one day by its number; no article is dated "Christmas 2018"."""
    return (one for one in find_explicit(text, lang) if one.span.precision is Precision.DAY and not one.feast)
