"""Finds passages by what is known of their articles beside the text: source, author, language.

Two ways lead to the same: the articles that fit, as long as they are few, and which of some passages are of such an
article. SQLite passes over what cannot fit; what fits is decided here, with case and accents folded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.language.cutting import fold
from corpus.store.reading import AMONG, StoreReader

AT_ONCE = 5000
"""Passages whose articles are looked up together."""
SCHEME = re.compile(r"^\w+://([^/?#]*).*$")
HOST = re.compile(r"^\w+://(?:[^/@]*@)?(?:www\.)?([^/:?#]+)")
RUN = re.compile(r"[a-z0-9]+")
NAME = re.compile(r"[^\W_]+")
FOREIGN = "length(CAST({0} AS BLOB)) <> length({0})"
"""Tells in SQLite that a column is not ASCII, so that its case and accents cannot be folded there."""
LABELS = "COALESCE(source, ''), COALESCE(url, ''), COALESCE(name, ''), COALESCE(language, ''), COALESCE(authors, '')"
OF_ARTICLES = "FROM articles LEFT JOIN archives ON archives.id = archive_id"
IN_ARCHIVE = f"archive_id {AMONG}"
ANY_PASSAGE = "(SELECT MIN(id) FROM passages WHERE article = articles.id AND role IS NOT 'furniture')"


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked of an article: that one of some values is its own, or that none is.

    Attributes:
        label: source, author or lang.
        values: as asked for. A source is the host of its address, the name of its archive, or a part of its path; an
            author is one or more words of a name, side by side; a language is a code.
    """

    label: str
    values: tuple[str, ...]
    negated: bool = False

    def fits(self, source: str, url: str, archive: str, language: str, authors: str) -> bool:
        """Tell whether an article, by its labels as they are stored, has one of the values, whatever is negated."""
        if self.label == "lang":
            return language in self.values
        if self.label == "author":
            names = [f" {author_words(one)} " for one in json.loads(authors or "[]")]
            return any(f" {author_words(value)} " in name for value in self.values for name in names)
        return any(_is_from(place_of(value), source, url, archive) for value in self.values)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Looks up what filters and quotations need of passages, by their numbers in the store."""

    store: StoreReader

    def passages_of(self, wanted: Filter, most: int) -> list[int] | None:
        """Return a passage of each article that has one of a filter's values; None if there may be more than some.

        Those of all versions are found, as a generation of the index may be older than the newest.
        """
        names = self.store.rows("SELECT id, COALESCE(name, '') FROM archives")
        condition, values = _condition(wanted, [number for number, name in names if wanted.fits("", "", name, "", "")])
        sql = f"SELECT {ANY_PASSAGE}, {LABELS} {OF_ARTICLES} WHERE {condition} LIMIT {most + 1}"
        rows = self.store.rows(sql, *values)
        if len(rows) > most:
            return None
        return [passage for passage, *labels in rows if passage is not None and wanted.fits(*labels)]

    def passages_not_in(self, languages: Sequence[str], most: int) -> list[int] | None:
        """Return a passage of each article that is in none of some languages; None if there are more than some."""
        condition, values = _condition(Filter("lang", tuple(languages)))
        sql = f"SELECT {ANY_PASSAGE} FROM articles WHERE NOT ({condition}) LIMIT {most + 1}"
        rows = self.store.rows(sql, *values)
        return None if len(rows) > most else [passage for (passage,) in rows if passage is not None]

    def fitting(self, wanted: Filter, passages: Sequence[int]) -> list[bool]:
        """Tell for each of some passages whether its article has one of a filter's values."""
        columns = f"{LABELS} FROM passages JOIN articles ON articles.id = article"
        found = self._of(f"{columns} LEFT JOIN archives ON archives.id = archive_id", passages)
        fits = {number: wanted.fits(*labels) for number, *labels in found}
        return [fits.get(number, False) for number in passages]

    def texts(self, passages: Sequence[int]) -> list[tuple[str, str]]:
        """Return the headline and the text of each of some passages, empty for what the store has dropped."""
        columns = "COALESCE(title, ''), text FROM passages JOIN articles ON articles.id = article"
        found = {number: (title, text) for number, title, text in self._of(columns, passages)}
        return [found.get(number, ("", "")) for number in passages]

    def _of(self, columns: str, passages: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        for begin in range(0, len(passages), AT_ONCE):
            some = json.dumps([int(number) for number in passages[begin : begin + AT_ONCE]])
            yield from self.store.rows(f"SELECT passages.id, {columns} WHERE passages.id {AMONG}", some)


def _condition(wanted: Filter, archives: Sequence[int] = ()) -> tuple[str, list[str]]:
    """Return a condition that every article with one of the values meets, and what to fill in.

    Accents of a source must be as they are, as folding them here takes longer than all the rest.

    Args:
        wanted: the filter.
        archives: the numbers of those that have one of the values as their name.
    """
    if wanted.label == "lang":
        return f"COALESCE(language, '') {AMONG}", [json.dumps(wanted.values)]
    if wanted.label == "author":
        likes = [f"%{run}%" for value in wanted.values for run in _longest_run(author_words(value))]
        told = " OR ".join(["authors LIKE ?"] * len(likes) + [FOREIGN.format("authors")])
        return f"authors <> '[]' AND ({told})", likes
    places = [place_of(value) for value in wanted.values]
    runs = [f"%{run}%" for place in places for run in _longest_run(place)]
    shapes = ["source LIKE ?", "url LIKE ?"] * len(runs)
    if len(runs) < len(places):
        shapes += [FOREIGN.format(f"COALESCE({column}, '')") for column in ("source", "url")]
    return " OR ".join([*shapes, IN_ARCHIVE]), [*(run for run in runs for _ in range(2)), json.dumps(archives)]


def _longest_run(folded: str) -> list[str]:
    """Return the longest piece of a folded value that SQLite can look for, as a list of at most one."""
    return sorted(RUN.findall(folded), key=len)[-1:]


def place_of(value: str) -> str:
    """Return a value of source as it is compared: folded, of an address its host alone."""
    return SCHEME.sub(r"\1", fold(value).strip()).removeprefix("www.").strip("/")


def _is_from(place: str, source: str, url: str, archive: str) -> bool:
    """Tell whether a place is the host of an address or a part of it, or one or more parts of a path.

    The last part of a path counts without its endings too.
    """
    if not place:
        return False
    host = HOST.match(fold(url))
    if host is not None and f".{place}." in f".{host[1]}.":
        return True
    return any(_is_part(f"/{place}", f"/{fold(path)}") for path in (source, archive))


def _is_part(place: str, path: str) -> bool:
    begin = path.find(place)
    while begin >= 0:
        if path[begin + len(place) : begin + len(place) + 1] in {"", "/", "."}:
            return True
        begin = path.find(place, begin + 1)
    return False


def author_words(text: str) -> str:
    """Return the words of a name as they are compared."""
    return " ".join(NAME.findall(fold(text)))
