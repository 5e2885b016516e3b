"""The grammar of date expressions: its rules (rules.toml) as one pattern."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module

from corpus.data import table
from corpus.dates.expressions import Leaning, Phrase, Rule
from corpus.dates.patterns import expression
from corpus.model import DateSpan


def resolver(name: str) -> Callable[[Phrase, Leaning], DateSpan | None]:
    """Return the function that a record calls by its room and name, "days.week_of"; without one no day is named."""
    room, _, function = name.partition(".")
    found: Callable[[Phrase, Leaning], DateSpan | None] = (
        getattr(import_module(f"corpus.dates.rules.{room}"), function) if name else lambda _phrase, _leaning: None
    )
    return found


RULES = [
    Rule(means=resolver(facts.get("means", "")), **{name: fact for name, fact in facts.items() if name != "means"})
    for facts in table("corpus.dates", "rules")["rules"].values()
]
PATTERN = re.compile("|".join(f"({expression(rule.pattern)})" for rule in RULES))
