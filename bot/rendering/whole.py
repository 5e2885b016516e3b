"""Puts together all that is told of an article whole: for the command, the page, and whatever else shows one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.rendering.why import Explanation, explain
from corpus.store.captures import Capture, captures_of
from corpus.store.copies import Copy, copies_of
from corpus.store.reading import StoreReader, WholeArticle


class Told(NamedTuple):
    """An article, why it has its date, its page on other days, and what has nearly the same text."""

    whole: WholeArticle
    why: Explanation
    captures: Sequence[Capture]
    copies: tuple[Copy, ...]


def told_articles(store: StoreReader, article_id: str) -> list[Told]:
    """Return the articles of an id, one for each archive that has one, none if there is no such article."""
    return [_told(store, whole) for whole in store.whole_articles(article_id)]


def _told(store: StoreReader, whole: WholeArticle) -> Told:
    article = whole.article
    why = explain(article.published, article.kind, article.status, article.captured, whole.ruled, whole.furniture)
    return Told(whole, why, captures_of(store, [article]).get(article.row, ()), copies_of(store, article))
