"""The first line of a reply to a "when" question: the date, the words that say so, and whose they are."""

from __future__ import annotations

from collections.abc import Sequence

from bot.wording import quoted, words
from bot.wording.dates import (
    OLD_STYLE,
    DayTold,
    around_span,
    day_told,
    format_mention,
    in_doubt,
    published_told,
)
from corpus.model import DateSpan
from corpus.store.reading import StoredArticle
from index.answering.answers import Answer, EventDate
from index.answering.extracts import Extract


def event_title(answer: Answer, lang: str) -> tuple[str, tuple[DayTold, ...]]:
    """Return the line that tells the date of an answer, with the certain days in it; "" for none."""
    event = answer.event_date
    if event is None:
        return "", ()
    article = event.article or answer.matches[0].passage.article
    line = event_line(event, article, lang)
    return line, _days(line, event, article, lang)


def event_line(event: EventDate, article: StoredArticle, lang: str) -> str:
    """Return the first line of a reply to a "when" question: the date, the words that say so, and whose they are.

    For example: Fri 4 Jan 2019 (‘on Friday’, article of Mon 7 Jan 2019).
    """
    around = words(lang)
    origin = around["undated_article"]
    if days := in_doubt(article, lang, weekday=True):
        origin = around["article_of"].format(day=days)
    elif article.published is not None:
        origin = around_span("article_of", article.published, lang, weekday=True)
    return f"{format_mention(event.mention, lang)} ({quoted(event.text, lang)}{around['comma']}{origin})"


def _days(line: str, event: EventDate, article: StoredArticle, lang: str) -> tuple[DayTold, ...]:
    """Return the certain days in the first line of a reply to a "when" question: its beginning and its end tell them.

    What stands between is quoted, and may name a day itself.
    """
    mention = event.mention
    if not mention.sure or mention.span is None:
        return ()
    begin, _, _ = line.partition(quoted(event.text, lang))
    days = day_told(begin, mention.span, lang, weekday=True) if OLD_STYLE not in mention.text else ()
    origin = around_span("article_of", article.published, lang, weekday=True) if article.published is not None else ""
    if not origin or not line.endswith(f"{origin})"):
        return days
    place = len(line) - len(origin) - 1
    return (*days, *(one.behind(place) for one in published_told(origin, article, lang, weekday=True)))


def told_above(answer: Answer, shown: Sequence[Extract]) -> DateSpan | None:
    """Return the time in the first line of a reply if it is of the article of some passages, None otherwise."""
    event = answer.event_date
    if event is None:
        return None
    article = event.article or answer.matches[0].passage.article
    return event.mention.span if article.row == shown[0].match.passage.article.row else None
