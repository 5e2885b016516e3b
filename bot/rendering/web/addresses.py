"""The addresses within the page: everything that is looked at stands whole in one, or in the form that asks for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from bot.conversation.views import FRESH, View
from corpus.language.known import OUR_LANGUAGES

ASK, TIMELINE, LATEST = "/ask", "/timeline", "/latest"
DATES, ARTICLE, UNDATED = "/dates", "/article", "undated"
FEED, OPENSEARCH, OPENAPI = "/feed", "/opensearch.xml", "/api/openapi.json"
TOLD = ("help", "about", "privacy")
"""Commands that are pages of their own."""
BY_LANGUAGE = {lang: f"/{lang}" for lang in OUR_LANGUAGES}
"""With what addresses begin that choose a language, for as long as links are followed from there."""


def chosen_in(path: str) -> str:
    """Return the language that the address of a page chooses, "" for none."""
    _, lang, *_ = *path.split("/", 2), ""
    return lang if lang in BY_LANGUAGE else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks for; all that there is to know, so that nothing is kept of it.

    Attributes:
        path: of the page.
        text: the question or the topic, "" for a page that has none.
        about: the last line of the reply that was shown before, which the question may go on about, or of the very
            reply when more of it is looked at.
        view: what of the reply to look at.
        linked: it stands in the address, and so do the further looks; else these are sent as it was.
    """

    path: str
    text: str = ""
    about: str = ""
    view: View = FRESH
    linked: bool = True

    @property
    def fields(self) -> dict[str, str]:
        """What a form or an address says, without what is as ever."""
        told = {"q": self.text, "about": self.about, "view": self.view.data() if self.view != FRESH else ""}
        return {name: value for name, value in told.items() if value}

    @property
    def address(self) -> str:
        """The address that shows just this."""
        return f"{self.path}?{urlencode(self.fields)}" if self.fields else self.path

    def at(self, view: View, about: str) -> Asked:
        """Return the same with another view of a reply, whose last line is ``about``."""
        return replace(self, view=view, about=about)


def article_address(article_id: str, anchor: str = "") -> str:
    """Return the address of an article, at one of its passages if that is named.

    An id may be an address itself, which would not stay as it is as part of a path.
    """
    return f"{ARTICLE}?{urlencode({'id': article_id}, safe='/')}{'#' if anchor else ''}{anchor}"


def month_address(first: date) -> str:
    """Return the address of what was published in a month."""
    return f"{DATES}/{first:%Y}/{first:%m}"


def year_address(year: int) -> str:
    """Return the address of what was published in a year."""
    return f"{DATES}/{year:04}"


def paged_address(path: str, start: int) -> str:
    """Return the address of a later page of a list."""
    return f"{path}?start={start}" if start else path


def feed_address(text: str) -> str:
    """Return the address of the feed of what answers a question, of the newest articles for none."""
    return f"{FEED}?{urlencode({'q': text})}" if text else FEED
