"""Makes pages from the desk's replies and from the store; all of it runs off the event loop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple

from bot.conversation.desk import Desk, understand
from bot.conversation.entries import shortened
from bot.conversation.requests import Line, Replied
from bot.conversation.views import FRESH
from bot.rendering.web.addresses import (
    ASK,
    DATES,
    UNDATED,
    Asked,
    article_address,
    month_address,
    paged_address,
    year_address,
)
from bot.rendering.web.articles import shown_articles
from bot.rendering.web.pages import (
    Frame,
    render_articles,
    render_dates,
    render_front,
    render_reply,
    render_search_description,
)
from bot.rendering.whole import told_of
from bot.settings import Settings
from bot.web.refusing import missing
from bot.wording import words
from bot.wording.dates import date_line, format_span
from corpus.dates.spans import month_span
from corpus.model import DateSpan, Precision
from corpus.store.catalogue import Month
from corpus.store.reading import StoredArticle
from index.answering.searcher import Searcher

WEB = "web"
LISTED = 50
"""Articles of a month on a page."""
NAME = 80


class Wanted(NamedTuple):
    """What a page is made for.

    Attributes:
        lang: that the reader has chosen, else that of the browser.
        host: with what absolute addresses begin.
        chosen: the language that the address chooses, "" for none.
    """

    lang: str
    host: str
    chosen: str = ""

    def line(self, text: str) -> Line:
        """Return what the reader wrote."""
        return Line(text, today(), self.lang, chosen=self.chosen)


def today() -> date:
    """Return the day against which a question is read, as in Telegram: that of Greenwich."""
    return datetime.now(UTC).date()


def frame_of(desk: Desk, wanted: Wanted, asked: Asked | None = None, lang: str = "", here: str = "") -> Frame:
    """Return what stands around a page."""
    return Frame(lang or wanted.lang, name_of(desk), asked or Asked("/"), wanted.host, wanted.chosen, here)


def name_of(desk: Desk) -> str:
    """Return what the archive is called."""
    named = desk.settings.archive_name
    return shortened(named or _names(desk.searcher, desk.searcher.engine.generation.number), NAME) or "Dateline"


@lru_cache(maxsize=2)
def _names(searcher: Searcher, _generation: int) -> str:
    return ", ".join(name for name, _ in searcher.store.counts().archives)


def front_page(desk: Desk, wanted: Wanted) -> str:
    """Return the page that somebody sees first."""
    reply = desk.at(WEB).reply(wanted.line("/start"))
    return render_front(frame_of(desk, wanted), reply, desk.example(wanted.lang))


def reply_page(desk: Desk, wanted: Wanted, asked: Asked, command: str = "") -> str:
    """Return the reply to a question, or to a command, as a page.

    Args:
        desk: answers.
        wanted: for whom.
        asked: the question, or the words behind a command.
        command: its name, "" where the question stands alone.
    """
    text = f"/{command} {asked.text}".strip() if command else asked.text
    line = wanted.line(text)
    if asked.view != FRESH:
        line = replace(line, answered=Replied(asked.about, ours=True))
    elif asked.about:
        line = replace(line, before=Replied(asked.about, ours=True))
        if not understand(line, desk.searcher.read).subject:  # what was asked before stays out of the link to this
            asked = replace(asked, about="")
    reply = desk.at(WEB).reply(line, asked.view)
    return render_reply(frame_of(desk, wanted, asked, reply.lang), reply)


def search_description(desk: Desk, wanted: Wanted) -> str:
    """Return what tells a browser how to ask here."""
    return render_search_description(frame_of(desk, wanted))


def article_page(desk: Desk, wanted: Wanted, article_id: str) -> str:
    """Return an article whole.

    Raises:
        Refused: there is none.
    """
    told = [(told_of(one), one.rows) for one in desk.searcher.store.catalogue.whole(article_id)]
    if not told:
        raise missing()
    here = article_address(article_id)
    return render_articles(frame_of(desk, wanted, Asked(ASK), here=here), shown_articles(told, wanted.lang))


def years_page(desk: Desk, wanted: Wanted) -> str:
    """Return the years of the archive, each with its number of articles."""
    counts: dict[int, int] = {}
    for month in _months(desk):
        counts[month.year] = counts.get(month.year, 0) + month.articles
    periods = [(year_address(year), _said(year, 0, wanted.lang), count) for year, count in counts.items()]
    undated = _undated(desk)
    if undated:
        periods.append((f"{DATES}/{UNDATED}", words(wanted.lang)["web_undated"], undated))
    return _dates(desk, wanted, words(wanted.lang)["web_dates"], periods)


def year_page(desk: Desk, wanted: Wanted, year: int, start: int) -> str:
    """Return the months of a year, and the articles of which no month is known.

    Raises:
        Refused: there is nothing from that year.
    """
    months = [month for month in _months(desk) if month.year == year]
    if not months:
        raise missing()
    periods = [
        (month_address(date(year, month.number, 1)), _said(year, month.number, wanted.lang), month.articles)
        for month in months
        if month.number
    ]
    articles = desk.searcher.store.catalogue.of_year(year, LISTED + 1, start)
    return _dates(desk, wanted, _said(year, 0, wanted.lang), periods, articles, year_address(year), start)


def month_page(desk: Desk, wanted: Wanted, first: date, start: int) -> str:
    """Return the articles of a month.

    Raises:
        Refused: there are none.
    """
    articles = desk.searcher.store.catalogue.of_month(first, LISTED + 1, start)
    heading = _said(first.year, first.month, wanted.lang)
    return _dates(desk, wanted, heading, (), articles, month_address(first), start, first.year)


def undated_page(desk: Desk, wanted: Wanted, start: int) -> str:
    """Return the articles without a date.

    Raises:
        Refused: there are none.
    """
    articles = desk.searcher.store.catalogue.of_no_date(LISTED + 1, start)
    return _dates(desk, wanted, words(wanted.lang)["web_undated"], (), articles, f"{DATES}/{UNDATED}", start)


def _dates(
    desk: Desk,
    wanted: Wanted,
    heading: str,
    periods: Sequence[tuple[str, str, int]] = (),
    articles: Sequence[StoredArticle] = (),
    path: str = "",
    start: int = 0,
    year: int = 0,
) -> str:
    lang = wanted.lang
    if not periods and not articles and path:
        raise missing()
    up = (DATES, words(lang)["web_dates"]) if path else None
    return render_dates(
        frame_of(desk, wanted, here=paged_address(path or DATES, start)),
        heading=heading,
        up=(year_address(year), _said(year, 0, lang)) if year else up,
        periods=periods,
        articles=[(one, date_line(one, lang)) for one in articles[:LISTED]],
        before=paged_address(path, max(0, start - LISTED)) if start else "",
        after=paged_address(path, start + LISTED) if len(articles) > LISTED else "",
    )


def _said(year: int, month: int, lang: str) -> str:
    """Return the name of a month, of a year without one."""
    span = month_span(year, month) if month else None
    return format_span(span or DateSpan(date(year, 1, 1), date(year, 12, 31), Precision.YEAR), lang)


def _months(desk: Desk) -> tuple[Month, ...]:
    return _months_of(desk.searcher, desk.searcher.engine.generation.number)


def _undated(desk: Desk) -> int:
    return _undated_of(desk.searcher, desk.searcher.engine.generation.number)


@lru_cache(maxsize=2)
def _months_of(searcher: Searcher, _generation: int) -> tuple[Month, ...]:
    return searcher.store.catalogue.months()


@lru_cache(maxsize=2)
def _undated_of(searcher: Searcher, _generation: int) -> int:
    return searcher.store.catalogue.undated()


def settled_host(settings: Settings, host: str) -> str:
    """Return with what absolute addresses begin: what the settings name, else what the request was sent to."""
    return settings.web_url or f"http://{host}"
