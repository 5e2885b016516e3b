"""The door to what answers show: passages word for word with their articles, wherever these are kept.

``StoreLibrary`` is archive.db; an engine that runs elsewhere brings a library of its own (index/engine/opensearch).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Protocol

from corpus.store.browsing import Browser, Surroundings
from corpus.store.captures import Capture, captures_of
from corpus.store.catalogue import Catalogue, Month
from corpus.store.filtering import Filter, Shelf
from corpus.store.holdings import Counts
from corpus.store.reading import AMONG, StoredArticle, StoredPassage, StoreReader
from corpus.store.takedowns import EXPUNGING
from corpus.store.whole import Whole

EARLIER = f"""
    SELECT passages.id, old.id FROM passages JOIN articles AS new ON new.id = article
    JOIN articles AS old ON old.archive_id = new.archive_id AND old.article_id = new.article_id AND old.id < new.id
    WHERE passages.id {AMONG}
"""


class Labels(Protocol):
    """Looks up what filters and quotations need of passages, as ``Shelf`` does."""

    def passages_of(self, wanted: Filter, most: int) -> list[int] | None:
        """Return a passage of each article that has one of a filter's values; None if there may be more than some."""
        ...

    def passages_not_in(self, languages: Sequence[str], most: int) -> list[int] | None:
        """Return a passage of each article that is in none of some languages; None if there are more than some."""
        ...

    def fitting(self, wanted: Filter, passages: Sequence[int]) -> list[bool]:
        """Tell for each of some passages whether its article has one of a filter's values."""
        ...

    def texts(self, passages: Sequence[int]) -> list[tuple[str, str]]:
        """Return the headline and the text of each of some passages, empty for what is gone."""
        ...


class Browsing(Protocol):
    """Reads what no question asked for, as ``Browser`` does."""

    def newest(self, count: int, skip: int = 0) -> list[StoredPassage]:
        """Return the first passage of each of the newest dated articles, newest first."""
        ...

    def published_on(self, day: date, count: int, skip: int = 0, *, any_year: bool) -> list[StoredPassage]:
        """Return the first passage of each article that was published on a day, or on that day of any year."""
        ...

    def around(self, passage: StoredPassage) -> Surroundings:
        """Return what stands directly before and after a passage."""
        ...


class Cataloguing(Protocol):
    """Lists articles by their publication, and shows them whole, as ``Catalogue`` does."""

    def whole(self, article_id: str) -> list[Whole]:
        """Return the articles of an id, one for each archive that has one, none if there is no such article."""
        ...

    def months(self) -> tuple[Month, ...]:
        """Return the months, and years, that have articles, in order."""
        ...

    def undated(self) -> int:
        """Return how many articles have no date."""
        ...

    def of_month(self, first: date, count: int, skip: int = 0) -> list[StoredArticle]:
        """Return articles of the month that begins on a day, the earliest first."""
        ...

    def of_year(self, year: int, count: int, skip: int = 0) -> list[StoredArticle]:
        """Return articles whose month is not known, of the year in which they may begin to have been published."""
        ...

    def of_no_date(self, count: int, skip: int = 0) -> list[StoredArticle]:
        """Return articles without a date, by their ids."""
        ...


class Library(Protocol):
    """What an archive holds, for answers; safe to ask from several threads."""

    @property
    def store_id(self) -> str:
        """What tells the store from any other from which the passages come."""
        ...

    @property
    def labels(self) -> Labels:
        """What looks up filters and quotations."""
        ...

    @property
    def browser(self) -> Browsing:
        """What looks around beside any question."""
        ...

    @property
    def catalogue(self) -> Cataloguing:
        """What lists articles, and shows them whole."""
        ...

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage | None]:
        """Return passages by number, in the order given; None for one that is no longer there."""
        ...

    def captures(self, passages: Iterable[StoredPassage]) -> dict[int, list[Capture]]:
        """Return the other captures of the pages that some passages are of, by the numbers of their articles."""
        ...

    def earlier(self, passages: Sequence[int]) -> dict[int, str]:
        """Return the text of the earlier versions of an article, as far as they are kept, by its passages' numbers."""
        ...

    def expunging(self) -> bool:
        """Tell whether a passage that is not there may have been taken down."""
        ...

    def counts(self) -> Counts:
        """Return how much there is, and from when to when."""
        ...

    def close(self) -> None:
        """Let go of what it takes up."""
        ...


class StoreLibrary(StoreReader):
    """archive.db as the library."""

    @cached_property
    def labels(self) -> Shelf:
        """What looks up filters and quotations."""
        return Shelf(self)

    @cached_property
    def browser(self) -> Browser:
        """What looks around beside any question."""
        return Browser(self)

    @cached_property
    def catalogue(self) -> Catalogue:
        """What lists articles, and shows them whole."""
        return Catalogue(self)

    def captures(self, passages: Iterable[StoredPassage]) -> dict[int, list[Capture]]:
        """Return the other captures of the pages that some passages are of, by the numbers of their articles."""
        return captures_of(self, (one.article for one in passages))

    def earlier(self, passages: Sequence[int]) -> dict[int, str]:
        """Return the text of the earlier versions of an article by its passages' numbers; none of new articles."""
        found: dict[int, list[str]] = {}
        versions: dict[int, str] = {}
        for passage, version in self.rows(EARLIER, json.dumps([int(one) for one in passages])):
            if version not in versions:
                versions[version] = "\n".join(self.texts(version))
            found.setdefault(passage, []).append(versions[version])
        return {passage: "\n".join(texts) for passage, texts in found.items()}

    def expunging(self) -> bool:
        """Tell whether something is being taken down."""
        return bool(self.rows("SELECT 1 FROM meta WHERE key = ?", EXPUNGING))
