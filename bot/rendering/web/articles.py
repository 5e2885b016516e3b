"""What the page of an article shows: its passages under lasting names, its date and why, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.conversation.anchors import anchor_of
from bot.conversation.entries import folded, shortened, source_name
from bot.rendering.whole import Told
from bot.rendering.why import Explanation
from bot.wording.dates import date_line, format_day, format_span
from corpus.model import DateClaim, Furniture
from corpus.store.reading import StoredArticle
from corpus.store.whole import Row

TITLE = 100


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as it was read; ``others`` are the names of those parts of it that replies quote by themselves."""

    text: str
    anchor: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An article as its page shows it, days in the reader's language."""

    article: StoredArticle
    date_line: str
    origin: str
    authors: tuple[str, ...]
    why: Explanation
    claims: tuple[tuple[DateClaim, str], ...]
    captures: tuple[tuple[str, str | None], ...]
    copies: tuple[tuple[str, str, str], ...]
    furniture: tuple[Furniture, ...]
    passages: tuple[Passage, ...]


def shown_articles(told: Iterable[tuple[Told, Sequence[Row]]], lang: str) -> list[Shown]:
    """Return articles of one id as their page shows them.

    Args:
        told: each with its passages.
        lang: the reader's.
    """
    taken: set[str] = set()
    return [_shown(one, rows, lang, taken) for one, rows in told]


def _shown(told: Told, rows: Sequence[Row], lang: str, taken: set[str]) -> Shown:
    whole = told.whole
    article = whole.article
    return Shown(
        article,
        date_line(article, lang),
        source_name(article) if article.url else article.source,
        whole.authors,
        told.why,
        tuple(zip(whole.claims, told.why.claims, strict=True)),
        tuple((format_day(one.day, lang), one.article_id) for one in told.captures),
        tuple(
            (
                one.article_id,
                shortened(one.title or one.article_id, TITLE),
                format_span(one.published, lang) if one.published else "",
            )
            for one in told.copies
        ),
        whole.furniture,
        tuple(_passages(rows, taken)),
    )


def _passages(rows: Sequence[Row], taken: set[str]) -> Iterator[Passage]:
    """Yield passages as they were read; of those with the same words the first has the name."""
    parts: dict[int, list[str]] = {}
    for place, text, part in rows:
        if part:
            parts.setdefault(place, []).append(text)
    for place, text, part in rows:
        if not part:
            names = [_once(one, taken) for one in (text, *parts.get(place, ()))]
            yield Passage(folded(text).strip(), names[0], tuple(filter(None, names[1:])))


def _once(text: str, taken: set[str]) -> str:
    name = anchor_of(text)
    if name in taken:
        return ""
    taken.add(name)
    return name
