"""Counts what the store holds for a maintainer's report, and finds the articles to look at."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from corpus.model import Status
from corpus.store.boilerplate import Learned, boilerplate_of
from corpus.store.copies import groups
from corpus.store.holdings import LIVE
from corpus.store.little_text import ORDER, PAGES, LittleText, little_text
from corpus.store.reading import StoredArticle, StoreReader

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SPECIFIC = re.compile(r"(['\"]).{1,200}?\1")
REASONS = "SELECT reason, path FROM items WHERE reason IS NOT NULL ORDER BY path, line"
LEFT_OUT = "SELECT left_out, path FROM items WHERE left_out IS NOT NULL ORDER BY path, line"
BY_ARCHIVE = f"""
    SELECT name, COUNT(*) FROM (SELECT archive_id {LIVE}) JOIN archives ON archives.id = archive_id
    GROUP BY archive_id ORDER BY 2 DESC, 1
"""
LENGTHS = f"""
    SELECT article_id, title, (
        SELECT SUM(length(text)) FROM passages WHERE article = articles.id AND role IS NOT 'rest'
    ) AS characters {LIVE}
    AND characters > 0 ORDER BY characters {{order}}, article_id LIMIT ?
"""
Shares = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Items that share a reason: how many they are, and the first of them."""

    words: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What is in the store.

    Attributes:
        seen: items: files, members of archive files, and records.
        years: (year, articles) in order, without gaps left out.
        archives: (name, articles); languages, formats, statuses and kinds likewise, the most frequent first.
        undated: articles without a day, the first ones.
        conflicts: articles whose sources disagree, the first ones.
        shortest: (id, title, characters); longest likewise.
        groups: of articles that are copies of each other, how many there are.
        copies: ids of the articles of the largest groups, the earliest first.
        boilerplate: paragraphs that recur and are not searched.
        little: pages of which little text was found.
    """

    seen: int
    articles: int
    passages: int
    years: tuple[tuple[int, int], ...]
    archives: Shares
    languages: Shares
    formats: Shares
    statuses: dict[str, int]
    kinds: Shares
    undated: tuple[StoredArticle, ...]
    conflicts: tuple[StoredArticle, ...]
    quarantine: tuple[Reason, ...]
    left_out: tuple[Reason, ...]
    shortest: tuple[tuple[str, str, int], ...]
    longest: tuple[tuple[str, str, int], ...]
    groups: int
    copies: tuple[tuple[str, ...], ...]
    boilerplate: tuple[Learned, ...] = ()
    little: tuple[LittleText, ...] = ()


def summary_of(store: StoreReader, shown: int) -> Summary:
    """Sum up a store.

    Args:
        store: that is open.
        shown: how many articles of each list are named, and how many items of each reason.
    """
    counts = store.counts()
    found = groups(store)
    return Summary(
        seen=int(store.rows("SELECT COUNT(*) FROM items")[0][0]),
        articles=counts.articles,
        passages=counts.passages,
        years=years_of(store),
        archives=tuple(store.rows(BY_ARCHIVE)),
        languages=_shares(store, "language"),
        formats=_shares(store, "format"),
        statuses=counts.statuses,
        kinds=_shares(store, "kind"),
        undated=_first(store, shown, Status.UNDATED, Status.BOUNDED),
        conflicts=_first(store, shown, Status.CONFLICT),
        quarantine=_reasons(store, REASONS, shown),
        left_out=_reasons(store, LEFT_OUT, shown),
        shortest=tuple(store.rows(LENGTHS.format(order="ASC"), shown)),
        longest=tuple(store.rows(LENGTHS.format(order="DESC"), shown)),
        groups=len(found),
        copies=tuple(found[:shown]),
        boilerplate=boilerplate_of(store),
        little=tuple(store.query(little_text, f"{PAGES} {ORDER}")),
    )


def _shares(store: StoreReader, column: str) -> Shares:
    sql = f"SELECT COALESCE({column}, ''), COUNT(*) {LIVE} GROUP BY 1 ORDER BY 2 DESC, 1"
    return tuple(store.rows(sql))


def years_of(store: StoreReader) -> tuple[tuple[int, int], ...]:
    """Return how many articles are from each year, from the first to the last."""
    year = "CAST(substr(published_from, 1, 4) AS INTEGER)"
    sql = f"SELECT {year}, COUNT(*) {LIVE} AND published_from IS NOT NULL GROUP BY 1"
    found: dict[int, int] = dict(store.rows(sql))
    return tuple((year, found.get(year, 0)) for year in range(min(found), max(found) + 1)) if found else ()


def _first(store: StoreReader, count: int, *statuses: Status) -> tuple[StoredArticle, ...]:
    return tuple(
        article for article, _ in zip((one for one, _ in store.articles(statuses)), range(count), strict=False)
    )


def _reasons(store: StoreReader, sql: str, shown: int) -> tuple[Reason, ...]:
    """Return the reasons, the most frequent first; those that differ in a number or a quotation only are one."""
    counted: Counter[str] = Counter()
    words: dict[str, str] = {}
    examples: dict[str, list[str]] = {}
    for reason, path in store.rows(sql):
        kind = SPECIFIC.sub("'...'", NUMBER.sub("N", reason))
        counted[kind] += 1
        words.setdefault(kind, reason)
        if len(examples.setdefault(kind, [])) < shown:
            examples[kind].append(path)
    return tuple(Reason(words[kind], count, tuple(examples[kind])) for kind, count in counted.most_common())
