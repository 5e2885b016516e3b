"""Puts together all that is told of an article whole: for the command, the page, and whatever else shows one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.rendering.why import Reasons, explain
from corpus.store.captures import Capture
from corpus.store.copies import Copy
from corpus.store.library import Cataloguing
from corpus.store.reading import WholeArticle
from corpus.store.whole import Whole


class Told(NamedTuple):
    """An article, why it has its date, its page on other days, and what has nearly the same text."""

    whole: WholeArticle
    why: Reasons
    captures: Sequence[Capture]
    copies: tuple[Copy, ...]


def told_articles(catalogue: Cataloguing, article_id: str) -> list[Told]:
    """Return the articles of an id, one for each archive that has one, none if there is no such article."""
    return [told_of(one) for one in catalogue.whole(article_id)]


def told_of(one: Whole) -> Told:
    """Return all that is told of an article."""
    whole, article = one.article, one.article.article
    why = explain(article.published, article.kind, article.status, article.captured, whole.ruled, whole.furniture)
    return Told(whole, why, one.captures, one.copies)
