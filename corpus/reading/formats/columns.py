"""Tells which field of a record or column of a table is the text, the title, the date: by name, else by content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.data import table
from corpus.reading.decoding import printable
from corpus.reading.drafting import web_address
from corpus.reading.formats.fields import CREATED_FIRST, DATE_ORDER, LONGEST_NAME, OTHER_DATES, bare_name

_DATA = table("corpus.reading.formats", "columns")
NAMES: dict[str, tuple[str, ...]] = {
    role: tuple(dict.fromkeys(map(bare_name, names))) for role, names in _DATA["names"].items()
}
"""The names of each role as they are known, best first."""
SHOWN = ("text", "title", "date", "url", "id", "authors", "lang")
"""What columns are told for, under the names of a record's own fields; archives may say which one each is."""
ALWAYS = ("text", "title", "date")
WRAPPING: dict[str, list[str]] = _DATA["wrapping"]
COMMENTS = frozenset(_DATA["no_articles"]["comments"])
SAMPLE = 200
"""Rows that are looked at."""
PROSE, SPACED = 100, 15
"""Characters that values of a column of prose have on average, and at most between two spaces: a headline has 60
characters, a list of words or a key no spaces. Chosen by hand, and tuned on nothing."""
TITLE_WORDS, TITLE_LONGEST = 3, 200
MOST = 0.8
"""Share of the values that look like a date in a column that is guessed to hold one."""
DAY = re.compile(r"\s*(?:[^\W\d]{2,12}\.?,? {1,2})?(?:(?:1[5-9]|20)\d\d ?[年년] ?\d{1,2} ?[月월]|(?:1[5-9]|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/. ]{1,2}(?:\d{1,2}|[^\W\d]{3,10})\.?[-/. ]{1,2}(?:1[5-9]|20)\d\d|[^\W\d]{3,10}\.? \d{1,2},? (?:1[5-9]|20)\d\d)")  # fmt: skip  # noqa: E501
OF_OTHERS = re.compile(
    r"birth|death|born|died|geburt|naissance|nacimiento|ميلاد|تولد"
    r"|scrap|crawl|fetch|download|retriev|harvest|ingest|insert|import|updat|modif|chang|expir|deadline|due|geändert",
    re.IGNORECASE,
)
"""Names of columns whose days are not those of publication: of persons, of scraping, of a change."""
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column is what.

    Attributes:
        chosen: role ("text", "title", "date", "url", "id", "authors", "lang") and name of each column that has one.
        guessed: roles that were guessed by what stands in the column, as no name told.
        told: roles that the archive's maintainer told.
    """

    chosen: tuple[tuple[str, str], ...]
    guessed: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()

    @property
    def text(self) -> str | None:
        """The column of the text, None if there is none with prose."""
        return dict(self.chosen).get("text") or None

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """What reading a row needs of them: dates are looked for by name in each row, unless one was found else."""
        unnamed = self.guessed | self.told
        return tuple((role, name) for role, name in self.chosen if role != "date" or role in unnamed)

    def shown(self) -> str:
        """Return them in a line for the maintainer: ``text = "body", title = "headline", date = none``."""
        how = dict.fromkeys(self.guessed, " (guessed)") | dict.fromkeys(self.told, " (told)")
        names = {role: printable(name)[:LONGEST_NAME] for role, name in self.chosen if name}
        told = [f'{role} = "{names[role]}"{how.get(role, "")}' if role in names else f"{role} = none" for role in SHOWN]
        return ", ".join(one for one, role in zip(told, SHOWN, strict=True) if role in names or role in ALWAYS)


def columns_of(head: Sequence[Mapping[str, Any]], told: Mapping[str, str] | None = None) -> Columns:
    """Tell which column is what from a table's first rows.

    Args:
        head: the rows by the names of their columns, as records; ``SAMPLE`` of them are enough.
        told: names by role, as an archive's maintainer gives them; an empty name says that there is none.
    """
    told = {role: name for role, name in (told or {}).items() if role in SHOWN}
    values = _values(head[:SAMPLE])
    filled = {name: column for name, column in values.items() if len(column) * 2 >= len(head[:SAMPLE])}
    chosen = dict(told) | {role: name for role in SHOWN if role not in told and (name := _by_name(role, values))}
    if "text" not in chosen and (name := _by_name("summary", filled)):
        chosen["text"] = name
    guessed = {}
    if "text" not in chosen and (name := _prosiest(filled, chosen)):
        guessed["text"] = name
    if "text" in chosen | guessed:
        guessed |= _beside_text(filled, chosen | guessed)
    return Columns(
        tuple((role, name) for role in SHOWN if (name := (chosen | guessed).get(role)) is not None),
        frozenset(guessed),
        frozenset(told),
    )


def fields_by_name(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record's fields by their bare names; what stands in an object around them counts where they are not.

    Exports wrap: Elasticsearch in ``_source``, JSON:API in ``attributes``, Django in ``fields``.
    """
    named: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(name, str) and len(name) <= LONGEST_NAME:
            named.setdefault(bare_name(name), value)
    return named


def unwrapped(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a record with the fields that an export has put into an object of their own."""
    inner = [value for name in WRAPPING["records"] if isinstance(value := record.get(name), Mapping)]
    merged: dict[str, Any] = {}
    for fields in reversed(inner):
        merged |= fields
    return merged | {name: value for name, value in record.items() if value not in inner} if inner else record


def plain(value: object) -> str:
    """Return the text of a value: of an object that wraps it what is inside, of a list of paragraphs all of them."""
    for _ in range(3):
        if not isinstance(value, Mapping):
            break
        value = next((value[name] for name in WRAPPING["values"] if value.get(name)), None)
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return "\n\n".join(value)
    return value if isinstance(value, str) else ""


def candidates(named: Mapping[str, Any], role: str) -> Iterator[Any]:
    """Yield the values of the fields that may have a role, best first."""
    yield from (named[name] for name in NAMES[role] if name in named)


def _values(head: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return what stands in each column, as text, without what is empty."""
    found: dict[str, list[str]] = {}
    for row in head:
        for name, value in unwrapped(row).items():
            words = str(value) if isinstance(value, int | float) and not isinstance(value, bool) else plain(value)
            column = found.setdefault(name, [])
            if words.strip():
                column.append(words)
    return found


def _by_name(role: str, values: Mapping[str, list[str]]) -> str | None:
    """Return the column whose name tells a role and whose values fit it."""
    if role == "date":
        ranked: Sequence[str] = (*DATE_ORDER, *CREATED_FIRST)
    else:
        ranked = NAMES[role]
    named: dict[str, str] = {}
    for name, column in values.items():
        if column and len(name) <= LONGEST_NAME:
            named.setdefault(bare_name(name), name)
    fits = (named[bare] for bare in ranked if bare in named and _fits(role, values[named[bare]]))
    return next(fits, None)


def _fits(role: str, column: list[str]) -> bool:
    if role == "summary":
        return is_prose(column)
    if role == "text":
        return _worded(column)
    return role != "url" or any(map(web_address, column))


def is_prose(column: Sequence[str]) -> bool:
    """Tell whether values are sentences, rather than names, keys or numbers."""
    length = sum(map(len, column))
    spaces = sum(value.count(" ") for value in column)
    spaced = spaces * SPACED >= length or len(UNSPACED.findall("".join(column)[:10_000])) * 2 >= min(length, 10_000)
    return bool(column) and length >= PROSE * len(column) and spaced


def _worded(column: Sequence[str]) -> bool:
    """Tell whether most values have at least two words."""
    worded = sum(" " in value.strip() or bool(UNSPACED.search(value)) for value in column)
    return 2 * worded >= max(1, len(column))


def _prosiest(values: Mapping[str, list[str]], chosen: Mapping[str, str]) -> str | None:
    """Return the column with the longest prose."""
    free = {name: column for name, column in values.items() if name not in chosen.values() and is_prose(column)}
    return max(free, key=lambda name: sum(map(len, free[name])), default=None)


def _beside_text(values: Mapping[str, list[str]], chosen: Mapping[str, str]) -> dict[str, str]:
    """Guess the columns of title and date of a table that has one with the text."""
    free = {name: column for name, column in values.items() if column and name not in chosen.values()}
    found: dict[str, str] = {}
    if "date" not in chosen:
        days = [name for name, column in free.items() if _may_date(name) and _days(column)]
        found |= {"date": days[0]} if len(days) == 1 else {}
    if "title" not in chosen:
        titles = (name for name, column in free.items() if name not in found.values() and _titles(column))
        if name := next(titles, None):
            found["title"] = name
    return found


def _may_date(name: str) -> bool:
    return bare_name(name[:LONGEST_NAME]) not in OTHER_DATES and not OF_OTHERS.search(name)


def _days(column: list[str]) -> bool:
    return sum(DAY.match(value) is not None for value in column) >= MOST * len(column)


def _titles(column: list[str]) -> bool:
    """Tell whether values are a few words each, and nearly all of them others."""
    short = all(len(value) <= TITLE_LONGEST and not value.startswith(("http:", "https:")) for value in column)
    words = sum(len(value.split()) for value in column) / len(column)
    return short and words >= TITLE_WORDS and len(set(column)) >= MOST * len(column) and not _days(column)
