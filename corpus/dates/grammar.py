"""The grammar of date expressions: its rules (rules.toml) as one pattern."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib import import_module

from corpus.data import table
from corpus.dates import kinds
from corpus.dates.expressions import Leaning, Phrase, Rule
from corpus.dates.lexing import Lexed
from corpus.dates.lists import borrowing_year, days_of
from corpus.dates.patterns import compiled, expression
from corpus.model import DateSpan


def resolver(name: str) -> Callable[[Phrase, Leaning], DateSpan | None]:
    """Return the function that a record calls by its room and name, "days.week_of"; without one no day is named."""
    room, _, function = name.partition(".")
    found: Callable[[Phrase, Leaning], DateSpan | None] = (
        getattr(import_module(f"corpus.dates.rules.{room}"), function) if name else lambda _phrase, _leaning: None
    )
    return found


RUN = re.compile(rf"[^{re.escape(kinds.ORDINARY)}]+")
"""No expression goes on over an ordinary word,"""
TELLING = re.compile(f"[{re.escape(kinds.TELLING)}]")
"""and each has a telling one."""
MOST_RUNS = 1 << 14
JOINT = "THE? | COMMA? (AND | OR | TO | TO_OR_IN) IN? THE? | COMMA THE?"
"""What stands between the parts of a list whose last one tells the year of all."""
FRAMED = frozenset({"date", "yearless"})


@cache
def rules() -> list[Rule]:
    """Return the rules; they and the pattern are made when the first text has words of time."""
    return [
        Rule(means=resolver(facts.get("means", "")), **{name: fact for name, fact in facts.items() if name != "means"})
        for facts in table("corpus.dates", "rules")["rules"].values()
    ]


@cache
def pattern() -> re.Pattern[str]:
    """Return the pattern of all expressions, with a group for each rule."""
    return re.compile("|".join(f"({expression(rule.pattern)})" for rule in rules()))


def phrases(lexed: Lexed, text: str) -> Iterator[Phrase]:
    """Yield the date expressions of a text, in order, not overlapping; of a list, each day that it names."""
    waiting: list[Phrase] = []
    behind = 0
    for phrase, start, end in _found(lexed, text):
        if waiting and not (_goes_on(waiting[-1], phrase) and compiled(JOINT).fullmatch(lexed.kinds, behind, start)):
            yield from waiting
            waiting = []
        waiting.append(phrase)
        behind = end
        if not phrase.yearless:
            yield from (borrowing_year(one, phrase) if one.yearless else one for one in waiting)
            waiting = []
    yield from waiting


def _goes_on(this: Phrase, following: Phrase) -> bool:
    """Tell whether the year of a month may be that of one before it too: "late June and early July 2018"."""
    return this.rule.frame in FRAMED and this.first(kinds.OF_YEAR) is not None and bool(following.first(kinds.OF_YEAR))


def _found(lexed: Lexed, text: str) -> Iterator[tuple[Phrase, int, int]]:
    """Yield the expressions with the places of their first token and one past their last."""
    for run in RUN.finditer(lexed.kinds):
        for rule, first, last in _matches(run[0]):
            start, end = run.start() + first, run.start() + last
            before = lexed.kinds[max(0, start - 3) : start]
            phrase = Phrase(rule, tuple(lexed.tokens[start:end]), before)
            yield from ((one, start, end) for one in (days_of(phrase, text) if rule.lists else [phrase]))


@lru_cache(MOST_RUNS)
def _matches(run: str) -> list[tuple[Rule, int, int]]:
    """Return the rules that a run of kinds meets, each with where; most texts have the same runs."""
    found = pattern().finditer(run) if TELLING.search(run) else ()
    return [(rules()[one.lastindex - 1], *one.span()) for one in found if one.lastindex and one.end() > one.start()]
