"""A file's way, steps one to four: read, clean, date, split; from an item to articles ready for the store."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import date

from corpus.cleaning.splitting import passage_spans
from corpus.dates.mentions import article_mentions
from corpus.dating.deciding import decide
from corpus.dating.horizon import Horizon, errors_among
from corpus.errors import NoArticle, Unreadable
from corpus.language.detecting import language_of
from corpus.likeness.paragraphs import keys_of, paragraphs_of
from corpus.likeness.signatures import signatures
from corpus.model import Article, Draft, Outcome, Passage
from corpus.omissions import Omission
from corpus.reading.drafting import refused
from corpus.reading.formats.registry import read
from corpus.reading.items import Item, Origin
from corpus.store.rows import RULED_COLUMNS, ItemRows, item_rows

EVERYTHING = Horizon()
STILL_TO_COME = "the day is still to come"
ALWAYS = date.max.isoformat()
NOWHERE = Origin()
FIRST = RULED_COLUMNS.index("first")


def process(item: Item, horizon: Horizon = EVERYTHING) -> Outcome:
    """Read, clean, date and split an item; what cannot be read, or is no article, becomes an outcome with a reason.

    Args:
        item: what is read.
        horizon: what of it is still to come; articles beyond it are held back.
    """
    known = item.origin or NOWHERE
    found = Outcome(item.path, item.line, item.digest, address=known.address, captured=known.captured)
    try:
        articles = [article(_without_errors(draft, horizon)) for draft in read(item)]
    except Unreadable as error:
        return replace(found, reason=str(error))
    except NoArticle as error:
        return replace(found, left_out=error.reason)
    days = [one.dates.published.first for one in articles if one.dates.published is not None]
    due = min((day for day in days if day > horizon.last), default=None)
    if due is not None and not horizon.beyond:
        return replace(found, due=due, left_out=Omission.DUE)
    return replace(found, articles=articles, due=due)


def process_all(items: list[Item], horizon: Horizon = EVERYTHING) -> list[Outcome]:
    """Process a batch of items, in order."""
    return [process(item, horizon) for item in items]


def rows_of_all(items: list[Item], horizon: Horizon = EVERYTHING) -> list[ItemRows]:
    """Process a batch of items, in order, and return what is stored of each; what worker processes run."""
    found = [item_rows(outcome) for outcome in process_all(items, horizon)]
    rows = [article for one in found for article in one.articles]
    for article, made in zip(rows, signatures(article.body for article in rows), strict=True):
        article.row["signature"] = made
    return found


def holds_from(found: ItemRows) -> str:
    """Return the day, in ISO form, from which on the same comes of an item whatever day it is read on.

    Until the latest day that it claims has come, what comes of it hangs on the horizon; where something was held back
    or set apart for that, it is never taken for settled.
    """
    rows = [article.row for article in found.articles]
    if found.row["due"] is not None or any(STILL_TO_COME in row["furniture"] for row in rows):
        return ALWAYS
    return max((values[FIRST] for article in found.articles for values in article.claims), default="")


def _without_errors(draft: Draft, horizon: Horizon) -> Draft:
    """Set apart the claims of days to come that nobody can have known of a page."""
    errors = [] if horizon.beyond else errors_among(draft.claims, horizon)
    if not errors:
        return draft
    noted = (refused(f"{one.kind.value} ({one.place})", one.words, STILL_TO_COME) for one in errors)
    claims = tuple(one for one in draft.claims if one not in errors)
    return replace(draft, claims=claims, furniture=(*draft.furniture, *noted))


def article(draft: Draft) -> Article:
    """Date a draft and split it into passages."""
    body = "\n".join(draft.text[start:end] for start, end in draft.blocks)
    dates = decide(draft.claims, body)
    starts = [start for start, _ in draft.blocks]
    breaks = frozenset(
        number for number in range(1, len(starts)) if draft.headings.get(number) != draft.headings.get(number - 1)
    )
    spans = list(draft.blocks) if draft.cut else passage_spans(draft.text, draft.blocks, breaks)
    texts = [draft.text[start:end] for start, end in spans]
    language = language_of("\n".join([draft.title, *texts[:1]]), draft.lang)
    mentions = article_mentions(texts, dates, language)
    passages = [
        Passage(text, draft.headings.get(bisect_right(starts, start) - 1, ""), named)
        for text, (start, _), named in zip(texts, spans, mentions, strict=True)
    ]
    days = [start + one.start for (start, _), named in zip(spans, mentions, strict=True) for one in named]
    paragraphs = paragraphs_of(draft.text, draft.blocks) if draft.cut else draft.blocks
    return Article(
        draft.article_id, draft.title, draft.url, language, draft.authors, draft.furniture, dates, tuple(passages),
        draft.format, draft.source, keys_of(draft.text, paragraphs, days),
    )  # fmt: skip
