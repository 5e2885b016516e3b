"""Renders answers as rows of a table for spreadsheets: a row a passage; the columns are a contract (docs/batch.md)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.wording.dates import date_line
from corpus.dates.spans import iso
from corpus.model import DateSpan, Mention
from index.answering.answers import Answer, Match

COLUMNS = (
    "number", "question", "verdict", "confidence", "answer_date", "rank", "passage", "title", "link", "article_id",
    "source", "published_from", "published_to", "published_status", "date_line", "events",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula; the last four are those of East Asian keyboards."""
GUARD = "'"
"""Stands before such a cell, so that it stays text."""


def rows(number: int, asked: str, answer: Answer, *, guarded: bool = True) -> Iterator[list[str]]:
    """Yield a row for each passage that answers or may; one without a passage for nothing.

    Args:
        number: of the question, from 1.
        asked: the question as it was given.
        answer: to it.
        guarded: put ``GUARD`` before what a spreadsheet may take for a formula.
    """
    event = answer.event_date
    told = [
        str(number), asked, answer.verdict, f"{answer.confidence:.4f}",
        f"{_days(event.span)} “{event.text}”" if event else "",
    ]  # fmt: skip
    for match in answer.matches:
        row = [*told, *_passage(match)]
        yield [guard(cell) for cell in row] if guarded else row
    if not answer.matches:
        row = [*told, *[""] * (len(COLUMNS) - len(told))]
        yield [guard(cell) for cell in row] if guarded else row


def guard(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: with an apostrophe before what may begin one."""
    return GUARD + cell if cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA) else cell


def _passage(match: Match) -> list[str]:
    article = match.passage.article
    published = article.published
    return [
        str(match.rank), match.passage.text, article.title, article.url or "", article.article_id, article.source,
        (published and iso(published.first)) or "", (published and iso(published.last)) or "", article.status.value,
        date_line(article), "; ".join(map(_event, match.passage.mentions)),
    ]  # fmt: skip


def _event(mention: Mention) -> str:
    """Return a day that a passage names, how it was decided, and the words: 2019-10-12 resolved “Saturday”."""
    days = _days(mention.span) if mention.span is not None else "?"
    return f"{days} {mention.status} “{mention.text}”"


def _days(span: DateSpan) -> str:
    first, last = iso(span.first) or "", iso(span.last) or ""
    return first if first == last else f"{first}/{last}"
