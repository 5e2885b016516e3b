"""A file's way, steps one to four: read, clean, date, split; from an item to articles ready for the store."""

from __future__ import annotations

from bisect import bisect_right

from corpus.cleaning.splitting import passage_spans
from corpus.dates.mentions import article_mentions
from corpus.dating.deciding import decide
from corpus.errors import Unreadable
from corpus.language.detecting import language_of
from corpus.model import Article, Draft, Outcome, Passage
from corpus.reading.formats.registry import read
from corpus.reading.items import Item


def process(item: Item) -> Outcome:
    """Read, clean, date and split an item; what cannot be read becomes an outcome with a reason."""
    try:
        return Outcome(item.path, item.line, item.digest, [article(draft) for draft in read(item)])
    except Unreadable as error:
        return Outcome(item.path, item.line, item.digest, reason=str(error))


def process_all(items: list[Item]) -> list[Outcome]:
    """Process a batch of items, in order; what worker processes run."""
    return [process(item) for item in items]


def article(draft: Draft) -> Article:
    """Date a draft and split it into passages."""
    body = "\n".join(draft.text[start:end] for start, end in draft.blocks)
    dates = decide(draft.claims, body)
    starts = [start for start, _ in draft.blocks]
    breaks = frozenset(
        number for number in range(1, len(starts)) if draft.headings.get(number) != draft.headings.get(number - 1)
    )
    spans = passage_spans(draft.text, draft.blocks, breaks)
    texts = [draft.text[start:end] for start, end in spans]
    language = language_of("\n".join([draft.title, *texts[:1]]), draft.lang)
    passages = [
        Passage(text, draft.headings.get(bisect_right(starts, start) - 1, ""), mentions)
        for text, (start, _), mentions in zip(texts, spans, article_mentions(texts, dates, language), strict=True)
    ]
    return Article(
        draft.article_id, draft.title, draft.url, language, draft.authors, draft.furniture, dates, tuple(passages)
    )
