"""Shows one of the copies of an article, or of the versions of a page that was saved several times; others are known.

Which articles are copies of each other is told by the store (corpus/grouping.py). What says the same in articles that
are otherwise different is told by its words (index/ranking/duplicates.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from corpus.store.captures import Capture
from corpus.store.reading import StoredArticle
from index.answering.answers import Match

SHARED = 0.6
"""Of the words of the shorter of two passages from versions of one page: then one is the other, edited. A choice."""
SHARED_BY_COPIES = 0.85
"""Of copies, whose passages may be cut otherwise: a sentence of another paragraph has as many words of a long one as
"the" and "said" make up, and that is to stay. A choice, as of a whole text."""
WORD = re.compile(r"\w+")


class Shown(NamedTuple):
    """Passages that say the same, as places among the candidates.

    Attributes:
        best: that fits the question best.
        place: of the one that is shown.
        copies: the others.
    """

    best: int
    place: int
    copies: tuple[int, ...]


def one_of_each(groups: list[tuple[int, list[int]]], matches: Mapping[int, Match]) -> list[Shown]:
    """Return groups of passages that say the same, those from copies or versions of one article together.

    Where the best sentence of a group's best passage stands word for word in an earlier one of these articles, that is
    shown: it was the first to say so.

    Args:
        groups: the best passage of each, and the copies of it in other articles.
        matches: the passages by their places.
    """
    heads: list[int] = []
    others: dict[int, list[int]] = {}
    for place, copies in groups:
        of = next((head for head in heads if _says_the_same(matches[head], matches[place])), None)
        if of is None:
            heads.append(place)
            others[place] = list(copies)
        else:
            others[of] += [place, *copies]
    return [_earliest_first(head, others[head], matches) for head in heads]


def with_others(
    rank: int, shown: Shown, matches: Mapping[int, Match], captures: Mapping[int, Sequence[Capture]]
) -> Match:
    """Return the one that is shown of passages that say the same, with what else there is of it.

    Args:
        rank: of it.
        shown: which is.
        matches: the passages by their places.
        captures: of pages on other days, by the number of the article.
    """
    found = matches[shown.place]
    article = found.passage.article
    also = tuple(sorted((matches[one].passage.article for one in shown.copies), key=_day_order))
    others = captures.get(article.row, ())
    days = _saved_too(article, also, others) if also or others else ()
    score = matches[shown.best].score
    return Match(rank, score, found.passage, found.weights, also, found.time, saved_too=days)


def is_version(one: StoredArticle, other: StoredArticle) -> bool:
    """Tell whether two articles are one page, saved twice."""
    return one.captured is not None and _same_page(one, other)


def _day_order(article: StoredArticle) -> tuple[bool, date, date]:
    """Return what puts articles in the order in which those of a group lead: of their days, undated ones last."""
    published, captured = article.published, article.captured or date.max
    return (published is None, published.first if published else captured, published.last if published else captured)


def _earliest_first(best: int, copies: list[int], matches: Mapping[int, Match]) -> Shown:
    if not copies:
        return Shown(best, best, ())
    articles = {one: matches[one].passage.article for one in (best, *copies)}
    same = [
        one for one in copies if _same_page(articles[one], articles[best]) or _copies(articles[one], articles[best])
    ]
    first = best
    if same:
        (start, end), text = matches[best].excerpt, matches[best].passage.text
        said = _words(text[start:end]) if start < end else _words(text)
        saying = [one for one in same if said in _words(matches[one].passage.text)]
        first = min((best, *saying), key=lambda one: _day_order(articles[one]))
    others = {articles[one].row: one for one in reversed([best, *copies])}
    others.pop(articles[first].row)
    return Shown(best, first, tuple(one for one in (best, *copies) if one in others.values()))


def _says_the_same(one: Match, other: Match) -> bool:
    """Tell whether two passages are one place of a page at different times, or of copies that are cut otherwise."""
    article, another = one.passage.article, other.passage.article
    if article.row == another.row:
        return False
    least = SHARED_BY_COPIES if _copies(article, another) else SHARED if _same_page(article, another) else None
    if least is None:
        return False
    words, others = (set(match.passage.text.casefold().split()) for match in (one, other))
    return len(words & others) >= least * min(len(words), len(others))


def _same_page(one: StoredArticle, other: StoredArticle) -> bool:
    return one.url is not None and one.url == other.url


def _copies(one: StoredArticle, other: StoredArticle) -> bool:
    return one.leader == other.leader != 0


def _words(text: str) -> str:
    return f" {' '.join(WORD.findall(text.casefold()))} "


def _saved_too(article: StoredArticle, also: Iterable[StoredArticle], captures: Iterable[Capture]) -> tuple[date, ...]:
    """Return the other days on which a page was saved with the words that are shown of it, in order.

    Args:
        article: that is shown.
        also: the others with the same words.
        captures: of the page on other days; what was saved as it had been before is as the last version before.
    """
    versions = [article, *(one for one in also if is_version(one, article))]
    ids = {one.article_id for one in versions}
    days = {one.captured for one in versions if one.captured is not None}
    own = [Capture(article.captured, article.article_id)] if article.captured is not None else []
    last: str | None = None
    for one in sorted([*captures, *own], key=lambda one: (one.day, one.article_id is None)):
        last = one.article_id or last
        if last in ids:
            days.add(one.day)
    return tuple(sorted(days - {article.captured}))
