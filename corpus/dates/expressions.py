"""The nouns of date expressions: the rule that finds one, the phrase that it finds, and what that leans on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from corpus.dates import kinds
from corpus.dates.kinds import Token
from corpus.dates.patterns import compiled
from corpus.model import DateSpan

LEADING = kinds.IN + kinds.OF + kinds.BETWEEN + kinds.COMMA + kinds.TO_OR_IN
TRAILING = kinds.POSSESSIVE + kinds.COMMA
"""Tokens at either end of an expression that are no part of its words."""
TELLING_YEAR = kinds.ANY_YEAR + kinds.YEAR + kinds.LAST_NEXT + kinds.DECADE_NUMBER + kinds.YEAR_PAIR + kinds.ULTIMO


@dataclass(frozen=True, slots=True)
class Rule:
    """What is known of one sort of date expression: a record of rules.toml.

    Attributes:
        pattern: of kinds of tokens.
        means: tells its days; None if it names no day, or leans on what is not known.
        form: as in ``Mention.form``.
        tensed: whether the tense of its sentence tells which one is meant.
        frame: a "year" alone frames what follows it; a "date" frames with its year and is framed where it has none;
            what is "yearless" may only be framed (framing.py).
        leans: on the day of publication, on an "antecedent", on the "order" of its numbers, or on a word that counts
            "ahead".
        lists: whether each day in it is an expression of its own (lists.py).
        leaves: what later expressions may lean on beside the days: a "quarter", "months", or nothing if "compared".
    """

    pattern: str
    means: Callable[[Phrase, Leaning], DateSpan | None]
    form: str = "explicit"
    tensed: bool = False
    frame: Literal["year", "date", "yearless", ""] = ""
    leans: Literal["publication", "antecedent", "order", "ahead"] = "publication"
    lists: bool = False
    leaves: Literal["quarter", "months", "compared", ""] = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that make up one date expression, and the rule that found them.

    Attributes:
        before: the kinds of the three tokens before it.
        borrowed: tokens of its month or year that stand with another day of a list (lists.py).
    """

    rule: Rule
    tokens: tuple[Token, ...]
    before: str
    borrowed: tuple[Token, ...] = ()

    @property
    def every(self) -> tuple[Token, ...]:
        """Its tokens and those that it borrows."""
        return (*self.tokens, *self.borrowed) if self.borrowed else self.tokens

    @property
    def start(self) -> int:
        """Its first character; a preposition at its head is left out."""
        for token in self.tokens:
            if token.kind not in LEADING:
                return token.start
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """One past its last character."""
        for token in reversed(self.tokens):
            if token.kind not in TRAILING:
                return token.end
        return self.tokens[-1].end

    def reads(self, pattern: str) -> bool:
        """Tell whether its tokens are those of a pattern."""
        return compiled(pattern).fullmatch("".join([token.kind for token in self.tokens])) is not None

    def follows(self, pattern: str) -> bool:
        """Tell whether the tokens right before it are those of a pattern."""
        return compiled(f"({pattern})$").search(self.before) is not None

    def first(self, wanted: str) -> Token | None:
        """Return the first token of some kinds."""
        for token in self.every:
            if token.kind in wanted:
                return token
        return None

    def values(self, wanted: str) -> list[int]:
        """Return the numbers that the tokens of some kinds stand for, in order."""
        return [one.value for one in self.every if one.kind in wanted and isinstance(one.value, int)]

    def value(self, wanted: str) -> int:
        """Return the number that the first token of some kinds stands for, 0 without one."""
        found = self.values(wanted)
        return found[0] if found else 0

    def word(self, wanted: str) -> str:
        """Return the name that the first token of some kinds stands for, "" without one."""
        token = self.first(wanted)
        return "" if token is None else str(token.value)

    @property
    def yearless(self) -> bool:
        """Whether it names a month, a season or a part of a year and no year, not by words either."""
        return self.first(kinds.OF_YEAR) is not None and self.first(TELLING_YEAR) is None

    @property
    def doubtful(self) -> bool:
        """Whether it is nothing but a number that may as well be part of a name: "Peugeot 2008"."""
        return len(self.tokens) == 1 and self.tokens[0].doubtful

    @property
    def shift(self) -> int:
        """Where "last", "this past", "next" and "before last" point: by so many units, usually -1, 0 or 1."""
        shift = max(self.values(kinds.LAST_NEXT), key=abs, default=0)
        return 2 * shift if self.reads(".* IN LAST_NEXT") else shift

    @property
    def count(self) -> int:
        """How many units it counts: "two weeks", "a week"."""
        return 2 if self.first(kinds.TWO_UNITS) else (self.values(kinds.NUMERAL) or [1])[0]


class Leaning(NamedTuple):
    """What an expression leans on.

    Attributes:
        day: the day that relative expressions count from, None if none is known.
        future: whether the sentence speaks of what is to come.
        antecedent: the span that was mentioned last.
        quarter: the quarter that was spoken of last: business news compares with the same one "a year earlier".
        lang: the text's language.
        day_first: whether 03/04/2019 is read as 3 April; None when it cannot be told.
        year: the year that frames the sentence (framing.py).
        past: whether the sentence speaks of what has been, by a word that tells so.
        gulf: whether the text speaks of a country whose lunar Hijri days are those of Umm al-Qura.
        company: whether it speaks of a company, whose fiscal years are its own.
        asked: whether the text is a reader's question, which means its own day by "the last three months".
    """

    day: date | None
    future: bool = False
    antecedent: DateSpan | None = None
    quarter: DateSpan | None = None
    lang: str = "en"
    day_first: bool | None = None
    year: int | None = None
    past: bool = False
    gulf: bool = False
    company: bool = False
    asked: bool = False


def resolve(phrase: Phrase, leaning: Leaning) -> DateSpan | None:
    """Return the days that an expression means, None if it names no day or leans on what is not known."""
    try:
        return phrase.rule.means(phrase, leaning)
    except (OverflowError, ValueError):  # outside the calendar
        return None
