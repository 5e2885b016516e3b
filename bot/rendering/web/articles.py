"""What the page of an article shows: its passages under lasting names, its date and why, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.conversation.anchors import anchor_of
from bot.conversation.entries import folded, shortened, source_name
from bot.rendering.whole import Told
from bot.rendering.why_told import claim_told, furniture_told, told
from bot.wording.dates import date_line, format_day, format_span
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
    why: str
    claims: tuple[tuple[str, str, str], ...]
    captures: tuple[tuple[str, str | None], ...]
    copies: tuple[tuple[str, str, str], ...]
    furniture: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]


def shown_articles(articles: Iterable[tuple[Told, Sequence[Row]]], lang: str) -> list[Shown]:
    """Return articles of one id as their page shows them.

    Args:
        articles: each with its passages.
        lang: the reader's.
    """
    taken: set[str] = set()
    return [_shown(one, rows, lang, taken) for one, rows in articles]


def _shown(one: Told, rows: Sequence[Row], lang: str, taken: set[str]) -> Shown:
    whole, why = one.whole, told(one.why, lang)
    article = whole.article
    return Shown(
        article,
        date_line(article, lang),
        source_name(article) if article.url else article.source,
        whole.authors,
        why.choice,
        tuple(
            (claim_told(claim, lang), claim.words, said) for claim, said in zip(whole.claims, why.claims, strict=True)
        ),
        tuple((format_day(other.day, lang), other.article_id) for other in one.captures),
        tuple(
            (
                other.article_id,
                shortened(other.title or other.article_id, TITLE),
                format_span(other.published, lang) if other.published else "",
            )
            for other in one.copies
        ),
        tuple(furniture_told(whole.furniture, lang)),
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
