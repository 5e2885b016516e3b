"""Loads a language's date words and says of what kind each is (kinds.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from typing import Any

from corpus.data import table, text_of
from corpus.dates import kinds
from corpus.dates.kinds import Value
from corpus.language.cutting import fold
from corpus.language.known import OUR_LANGUAGES

PREFIXED = frozenset(
    kinds.UNIT + kinds.PLAIN_MONTH + kinds.LUNAR_MONTH + kinds.WEEKDAY + kinds.SEASON + kinds.TODAY + kinds.LAST_NEXT
    + kinds.THIS_BEFORE + kinds.THAT + kinds.EARLY + kinds.DECADE_NUMBER
)  # fmt: skip
"""Kinds of words that Arabic writes as one with the preposition or article before them."""

Entry = tuple[str, Value]


@dataclass(frozen=True, slots=True)
class Tense:
    """The words of a language that tell of the past or of what is to come.

    Attributes:
        leading: words that tell of the future when they stand right before an expression.
        future: words that tell of the future.
        past: words that tell of the past.
        reporting: verbs of the past that tell nothing of when what they report is: "announced a vote on Friday".
        finished: words that turn a word of the future just behind them to the past: "had been due".
        denying: words with which a leading word tells of the past: "not until Friday".
        passive: words behind which a past ending tells nothing: "will be opened".
        causes: words of the future that tell a cause before one of ``caused``: "due to the".
        caused: see causes; two words each.
        ending: how verbs of the past end, "" where that tells nothing.
        telling: all words of the past, of the future and of what only reports.
    """

    leading: frozenset[str]
    future: frozenset[str]
    past: frozenset[str]
    reporting: frozenset[str]
    finished: frozenset[str]
    denying: frozenset[str]
    passive: frozenset[str]
    causes: frozenset[str]
    caused: frozenset[str]
    ending: str
    telling: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "telling", self.future | self.reporting | self.past)


@dataclass(frozen=True, slots=True)
class Names:
    """The words of a language that tell names from the months and weekdays in them.

    Attributes:
        given_names: months that are also given names.
        surnames: months that are also surnames.
        marches: months that are also marches.
        march_leads: words behind a march: "the March on Washington".
        before_months: words behind which such a word is a month all the same: "in April".
        papers: words behind a weekday that make it the name of a paper or a broadcast.
        bodies: last words of the names of clubs and laws: "Sunday Closing Association".
    """

    given_names: frozenset[str]
    surnames: frozenset[str]
    marches: frozenset[str]
    march_leads: frozenset[str]
    before_months: frozenset[str]
    papers: frozenset[str]
    bodies: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The date words of a language.

    Attributes:
        lang: its code.
        words: (kind, value) of single words.
        phrases: entries of several words by their first word, longest first.
        doubtful: words that are also ordinary words.
        tense: the words that tell of the past and of what is to come.
        counting_ahead: words before "two weeks" in a sentence of the future: "in two weeks".
        names: the words of names that hold a month or a weekday.
        country: words for countries whose lunar Hijri days are those of Umm al-Qura.
        company: words that tell of a company, whose fiscal years are its own.
        nearly: words by which a count of years is a little less: "almost five years ago".
        over: words by which it is more: "more than five years ago".
        clause_end: words that are "earlier" or "later" where a clause ends with them: "the day before."
        ordinal_endings: letters behind the digits of an ordinal; "." where a full stop makes one.
        day_first: whether 03/04/2019 is 3 April; None where both readings are in use.
        roman: whether centuries are written in Roman numerals.
        ago_alone: whether one unit without a count before "ago" is the last one: Persian "week ago".
        decade_by_years: whether "the years 1990" is a decade.
        capital_months: whether a capital tells a month from an ordinary word.
        week_begins: the first day of its week, 0 for Monday.
        weekend_begins: the first of the two days of its weekend.
        known: all words that may begin a date token; any other is an ordinary one.
    """

    lang: str
    words: dict[str, Entry]
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]]
    doubtful: frozenset[str]
    tense: Tense
    counting_ahead: frozenset[str]
    clause_end: dict[str, str]
    names: Names
    country: re.Pattern[str]
    company: re.Pattern[str]
    nearly: re.Pattern[str]
    over: re.Pattern[str]
    ordinal_endings: tuple[str, ...] = ()
    day_first: bool | None = None
    roman: bool = False
    ago_alone: bool = False
    decade_by_years: bool = False
    capital_months: bool = True
    week_begins: int = 0
    weekend_begins: int = 5
    known: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        known = frozenset(self.words) | frozenset(self.phrases) | frozenset(self.clause_end)
        object.__setattr__(self, "known", known)


TELLING = [one.name for one in fields(Tense) if one.init and one.name != "ending"]
GIVEN = [one.name for one in fields(Lexicon) if one.init and one.default is not MISSING]
"""What a language's file holds by the name that it has here."""


@cache
def words_written(lang: str) -> frozenset[str]:
    """Return the words of a language's file, folded; they are read sooner than the lexicon that is made of them."""
    return frozenset(re.findall(r"[^\W\d_]+", fold(text_of("corpus.dates.languages", f"{lang}.toml"))))


@cache
def lexicon(lang: str) -> Lexicon:
    """Return the lexicon of a language, English for one that has none."""
    name = lang if lang in OUR_LANGUAGES else "en"
    data = table("corpus.dates.languages", name)
    words: dict[str, Entry] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for form, entry in _entries(data):
        parts = tuple(re.findall(r"[^\W\d_]+", fold(form)))
        for first in _prefixed(parts[0], entry[0], data):
            if len(parts) == 1:
                words.setdefault(first, entry)
            else:
                phrases.setdefault(first, []).append(((first, *parts[1:]), entry))
    for found in phrases.values():
        found.sort(key=lambda one: -len(one[0]))
    return Lexicon(
        name,
        words,
        phrases,
        _folded(data, "doubtful"),
        Tense(ending=data["tense"].get("ending", ""), **{key: _folded(data["tense"], key) for key in TELLING}),
        _folded(data, "counting_ahead"),
        {fold(word): kind_named(name) for name, forms in data.get("clause_end", {}).items() for word in forms},
        Names(**{one.name: _folded(data.get("names", {}), one.name) for one in fields(Names)}),
        _any_of(data.get("country", [])),
        _any_of(data.get("company", [])),
        _any_of(data.get("nearly", [])),
        _any_of(data.get("over", [])),
        **{key: data[key] for key in GIVEN if key in data},
    )


def _folded(data: dict[str, Any], key: str) -> frozenset[str]:
    return frozenset(fold(word) for word in data.get(key, []))


def _any_of(words: list[str]) -> re.Pattern[str]:
    """Return the expression that finds any of some words, as they begin."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})") if words else re.compile(r"(?!)")


def _prefixed(word: str, kind: str, data: dict[str, Any]) -> list[str]:
    """Return a word and its forms with the prepositions and articles that a language writes as one with it."""
    prefixes = data.get("prefixes", "").split()
    if not prefixes or kind not in PREFIXED or word in map(fold, data["doubtful"]):
        return [word]
    forms = [prefix + word for prefix in prefixes]
    if word.startswith("ال"):
        forms.append("لل" + word[2:])
    return [word, *forms]


def kind_named(name: str) -> str:
    """Return the kind that a language file calls by its name."""
    kind: str = getattr(kinds, name.upper())
    return kind


LISTS = {
    "months": (kinds.PLAIN_MONTH, 1), "weekdays": (kinds.WEEKDAY, 0), "solar_months": (kinds.SOLAR_MONTH, 1),
    "lunar_months": (kinds.LUNAR_MONTH, 1), "ordinals": (kinds.ORDINAL, 1), "numbers": (kinds.NUMBER, 1),
}  # fmt: skip
"""Lists whose places are values: the kind, and the value of the first place."""
TABLES = {
    "seasons": kinds.SEASON, "deictic": kinds.TODAY, "relative": kinds.LAST_NEXT, "relative_plural": kinds.LASTS,
    "anaphoric": kinds.THAT,
    "decades": kinds.DECADE_NUMBER, "old_relative": kinds.ULTIMO, "named_days": kinds.NAMED_DAY,
    "dual_units": kinds.TWO_UNITS, "relative_before": kinds.THIS_BEFORE, "anaphoric_after": kinds.THAT_BEHIND,
    "anaphoric_days": kinds.DAY_AFTER, "years_by_name": kinds.YEAR_BY_NAME, "calendars": kinds.CALENDAR,
    "months_with_year": kinds.MONTH_WITH_YEAR, "tens": kinds.NUMBER, "fiscal": kinds.FISCAL,
}  # fmt: skip
"""Tables from words to values."""


def _entries(data: dict[str, Any]) -> Iterator[tuple[str, Entry]]:
    yield from ((form, (kinds.MONTH_OR_NUMBER, value)) for form, value in data.get("months_or_numbers", {}).items())
    for name, (kind, first) in LISTS.items():
        for value, forms in enumerate(data.get(name, []), start=first):
            yield from ((form, (kind, value)) for form in _forms(forms))
    for name, kind in TABLES.items():
        yield from ((form, (kind, value)) for form, value in data.get(name, {}).items())
    for name, plural in (("units", ""), ("plural_units", "s")):
        for unit, forms in data.get(name, {}).items():
            yield from ((form, (kind_named(unit), f"{unit}{plural}")) for form in _forms(forms))
    for name, kind in (("parts_of_day", kinds.PART_OF_DAY), ("parts", kinds.EARLY)):
        for value, forms in data.get(name, {}).items():
            yield from ((form, (kind, value)) for form in _forms(forms))
    for name, forms in data.get("marks", {}).items():
        yield from ((form, (kind_named(name), 1)) for form in forms)
    yield from _spelled(data)


def _spelled(data: dict[str, Any]) -> Iterator[tuple[str, Entry]]:
    """Yield numbers and years of several words where a language has them: "twenty-five", "nineteen eighty-four"."""
    centuries = data.get("spelled_centuries")
    if not centuries:
        return
    ones = list(enumerate(data["numbers"][:9], start=1))
    numbers = {f"{ten} {one}": value + count for ten, value in data["tens"].items() for count, one in ones}
    yield from ((form, (kinds.NUMBER, value)) for form, value in numbers.items())
    teens = {form: value for value, form in enumerate(data["numbers"], start=1) if value > 10}  # noqa: PLR2004
    for century, hundreds in centuries.items():
        for form, value in {**numbers, **data["tens"], **teens}.items():
            yield f"{century} {form}", (kinds.YEAR_NUMBER, hundreds * 100 + value)
        yield from (
            (f"{century} {form}", (kinds.DECADE_NUMBER, hundreds * 100 + value))
            for form, value in data["decades"].items()
        )


def _forms(forms: str | list[str] | dict[str, Any]) -> list[str]:
    """Return the forms in a list, or in a text set apart by "|" or, where all are single words, by spaces."""
    if isinstance(forms, str):
        return [form.strip() for form in forms.split("|") if form.strip()] if "|" in forms else forms.split()
    return list(forms)
