"""Lists that no question asks for: the newest articles, and what appeared on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.conversation.answers import PAGE, fitting
from bot.conversation.entries import entry_of
from bot.conversation.replies import Choice, Reply
from bot.conversation.requests import Request, leading_mention
from bot.conversation.views import LISTED, View
from bot.wording import words
from bot.wording.dates import format_span
from corpus.store.browsing import Browser
from corpus.store.reading import StoredPassage
from index.answering.answers import Match


def latest(request: Request, browser: Browser, start: int) -> Reply:
    """Return a page of the newest articles with their beginnings."""
    return _page(request.lang, words(request.lang)["latest_title"], browser.newest(PAGE + 1, start), start)


def on_day(request: Request, browser: Browser, start: int) -> Reply:
    """Return a page of what appeared on a day: of any year, unless one is named; without a day, today."""
    lang, word = request.lang, words(request.lang)
    found = leading_mention(request.words or str(request.said_on), request.said_on, lang)
    span = found[0].span if found else None
    if found is None or span is None or span.first != span.last:
        return Reply(lang, lines=(word["on_usage"],))
    any_year = not request.words or found[0].form == "yearless"
    passages = browser.published_on(span.first, PAGE + 1, start, any_year=any_year)
    day = _day_of_any_year(span.first, lang) if any_year else format_span(span, lang)
    title = word["on_title"].format(day=day)
    if not passages and not start:
        return Reply(lang, title, (word["on_nothing"],))
    return _page(lang, title, passages, start)


def _page(lang: str, title: str, passages: Sequence[StoredPassage], start: int) -> Reply:
    """Return the first passages as entries; one more than a page tells that there is a next page."""
    matches = [Match(start + place, 0.0, passage) for place, passage in enumerate(passages, start=1)]
    shown = fitting([entry_of(match, lang) for match in matches[:PAGE]])
    turning = []
    if start:
        turning.append(Choice(words(lang)["previous"], "previous", View(start=max(0, start - PAGE))))
    if len(passages) > len(shown) and start + len(shown) < LISTED:
        turning.append(Choice(words(lang)["next"], "next", View(start=start + len(shown))))
    return Reply(lang, title, entries=tuple(shown), choices=(tuple(turning),) if turning else ())


def _day_of_any_year(day: date, lang: str) -> str:
    from babel.dates import format_skeleton  # noqa: PLC0415 - costs a sixth of a second, and few commands need it

    return f"{day.day} {day:%B}" if lang == "en" else str(format_skeleton("MMMMd", day, locale=lang))
