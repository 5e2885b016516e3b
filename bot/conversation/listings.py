"""Lists that no question asks for: the newest articles, and what appeared on a day."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.answers import PAGE, fitting, turning
from bot.conversation.entries import entry_of
from bot.conversation.replies import Reply, told
from bot.conversation.requests import Request, leading_mention
from bot.conversation.views import LISTED, View
from bot.wording import words
from bot.wording.dates import format_day_of_any_year, format_span
from corpus.store.library import Browsing
from corpus.store.reading import StoredPassage
from index.answering.answers import Match
from index.answering.extracts import lead

LEAD = 300
"""Characters of an article's beginning that a list shows: about eight lines of a small phone."""


def latest(request: Request, view: View, browser: Browsing) -> Reply:
    """Return a page of the newest articles with their beginnings."""
    found = browser.newest(PAGE + 1, view.start)
    return _page(request.lang, words(request.lang)["latest_title"], found, view)


def on_day(request: Request, view: View, browser: Browsing) -> Reply:
    """Return a page of what appeared on a day: of any year, unless one is named; without a day, today."""
    lang, word = request.lang, words(request.lang)
    found = leading_mention(request.words or str(request.said_on), request.said_on, lang)
    span = found[0].span if found else None
    if found is None or span is None or span.first != span.last:
        return told(lang, "on_usage")
    any_year = not request.words or found[0].form == "yearless"
    passages = browser.published_on(span.first, PAGE + 1, view.start, any_year=any_year)
    title = word["on_title"].format(
        day=format_day_of_any_year(span.first, lang) if any_year else format_span(span, lang)
    )
    if not passages and not view.start:
        return Reply(lang, title, (word["on_nothing"],))
    return _page(lang, title, passages, view)


def _page(lang: str, title: str, passages: Sequence[StoredPassage], view: View) -> Reply:
    """Return the first passages as entries; one more than a page tells that there is a next page."""
    matches = [Match(place, 0.0, passage) for place, passage in enumerate(passages, start=view.start + 1)]
    shown = fitting([entry_of(match.rank, [lead(match, LEAD)], lang) for match in matches[:PAGE]])
    row = turning(View(start=view.start), len(shown), min(view.start + len(passages), LISTED), lang)
    return Reply(lang, title, entries=tuple(shown), choices=(row,) if row else ())
