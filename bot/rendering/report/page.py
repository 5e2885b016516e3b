"""Renders what a store holds as one self-contained HTML page: no script, no picture, nothing from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from babel import Locale
from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from bot.rendering.why import days, other_claim
from bot.wording.dates import date_line
from corpus.dates.spans import iso
from corpus.model import DateSpan, Status
from corpus.store.last_run import last_run
from corpus.store.reading import StoredArticle, StoreReader
from corpus.store.summary import Shares, Summary

NAMED = 12
"""Rows of a chart; further ones are summed up."""
MOST_BARS = 120
"""Years that are drawn one by one; more are drawn as decades."""
UNKNOWN = "not told"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: its name, its number, and its share of the largest, 0 to 100."""

    name: str
    count: int
    width: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """An article to look at.

    Attributes:
        line: what its replies say of its date.
        evidence: what speaks for which day.
        settles: lines for dates.toml, of which one settles it.
    """

    article: StoredArticle
    line: str
    evidence: tuple[str, ...]
    settles: tuple[str, ...]


def render_report(name: str, summary: Summary, store: StoreReader, made: datetime, shown: int) -> str:
    """Return the page.

    Args:
        name: what the archive is called.
        summary: of the store.
        store: the evidence of the articles to look at is read from it.
        made: when the page is made.
        shown: rows of a list that may be long.
    """
    languages = Locale("en").languages
    return _template().render(
        name=name,
        made=f"{made:%Y-%m-%d %H:%M} UTC",
        summary=summary,
        shown=shown,
        last=last_run(store),
        years=list(_year_bars(summary.years)),
        charts={
            "Archives": bars(summary.archives),
            "Languages": bars(((languages.get(code) or code), count) for code, count in summary.languages),
            "Read as": bars(summary.formats),
            "What tells the date": bars(("undated" if kind == "none" else kind, n) for kind, n in summary.kinds),
        },
        known=sum(summary.statuses.get(status, 0) for status in (Status.DATED, Status.CONFLICT)),
        undated=[_doubt(article, store) for article in summary.undated],
        conflicts=[_doubt(article, store) for article in summary.conflicts],
        undated_in_all=sum(summary.statuses.get(status, 0) for status in (Status.UNDATED, Status.BOUNDED)),
        conflicts_in_all=summary.statuses.get(Status.CONFLICT, 0),
        left_out=sum(one.count for one in summary.left_out),
        quarantined=sum(one.count for one in summary.quarantine),
    )


def bars(shares: Iterable[tuple[str, int]]) -> list[Bar]:
    """Return the bars of a chart, the small ones summed up."""
    told: Shares = tuple((name or UNKNOWN, count) for name, count in shares)
    if len(told) > NAMED:
        others = told[NAMED - 1 :]
        told = (*told[: NAMED - 1], (f"{len(others)} others", sum(count for _, count in others)))
    return list(_scaled(told))


def _year_bars(years: Sequence[tuple[int, int]]) -> Iterator[Bar]:
    if len(years) <= MOST_BARS:
        return _scaled([(str(year), count) for year, count in years])
    decades: dict[int, int] = {}
    for year, count in years:
        decades[year // 10 * 10] = decades.get(year // 10 * 10, 0) + count
    return _scaled([(f"{decade}s", count) for decade, count in decades.items()])


def _scaled(counts: Sequence[tuple[str, int]]) -> Iterator[Bar]:
    largest = max((count for _, count in counts), default=0) or 1
    return (Bar(name, count, round(100 * count / largest, 2)) for name, count in counts)


def _doubt(article: StoredArticle, store: StoreReader) -> Doubt:
    ruled = store.ruled(article.row)
    evidence = tuple(f"{days(one.claim.span)}: {one.claim.kind.value} ({one.claim.place})" for one in ruled)
    other = other_claim(article.status, ruled)
    spans = [article.published, other.span if other else None]
    lines = tuple(_settling(article, span) for span in spans if span)
    return Doubt(article, date_line(article), evidence, lines or (_settling(article, None),))


def _settling(article: StoredArticle, span: DateSpan | None) -> str:
    """Return a line for dates.toml, to be filled in where no day suggests itself."""
    key = json.dumps(article.article_id, ensure_ascii=False)
    if span is None:
        return f'{key} = "YYYY-MM-DD"'
    first, last = iso(span.first), iso(span.last)
    return f'{key} = "{first}"' if first == last else f'{key} = "{first}/{last}"'


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("bot.rendering.report", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["keeping"] = lambda words: json.dumps(" ".join(words.split()), ensure_ascii=False)
    return environment.get_template("report.html")
