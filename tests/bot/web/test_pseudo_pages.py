"""A run of the page in a language that nobody speaks: what is still in Latin letters was never given to translators."""

from __future__ import annotations

import re
from datetime import date
from http import HTTPStatus
from typing import Any

from lxml import etree, html

from bot.conversation.desk import Desk
from bot.rendering.web.addresses import Asked
from bot.rendering.web.pages import Frame, render_message
from bot.web.feeds import feed
from bot.web.pages import (
    Wanted,
    article_page,
    front_page,
    month_page,
    reply_page,
    search_description,
    undated_page,
    year_page,
    years_page,
)
from bot.web.refusing import Refused
from tests.bot.test_pseudo_locale import ARTICLES, ASKED, _left_in_english, desk, persian_home

__all__ = ["desk", "persian_home"]  # fixtures
MACHINE = "//*[@lang][not(self::html)] | " + " | ".join(
    f"//*[local-name()='{name}']"
    for name in "style id updated published generator InputEncoding OutputEncoding Language Image".split()
)
"""What is quoted or named in its own language, and what of a feed only programs read."""


def test_no_page_and_no_feed_is_left_in_english(desk: Desk) -> None:
    wanted = Wanted("en", "http://[::1]", "en")
    pages = [front_page(desk, wanted), years_page(desk, wanted), undated_page(desk, wanted, 0)]
    pages += [year_page(desk, wanted, 2019, 0), month_page(desk, wanted, date(2019, 1, 1), 0)]
    pages += [article_page(desk, wanted, one["id"]) for one in ARTICLES]
    pages += [reply_page(desk, wanted, Asked("/ask", text)) for text in (*ASKED, "/language", "/language fa")]
    commands = "help", "about", "privacy", "latest", "timeline"
    pages += [reply_page(desk, wanted, Asked(f"/{command}"), command) for command in commands]
    pages += [feed(desk, wanted, text) for text in ("", "پل")] + [search_description(desk, wanted)]
    status = HTTPStatus.BAD_REQUEST
    keys = "too_many", "busy", "failed", "web_stopped", "web_missing", "web_refused", "unusable"
    refusals = [Refused(status, key) for key in keys] + [Refused(status, "web_long", count=1000)]
    pages += [render_message(Frame("en", "بایگانی", chosen="en"), one.wording("en")) for one in refusals]
    for page in pages:
        assert _left_in_english(_read_out(page)) == [], page


def _read_out(page: str) -> str:
    """Return what of a page or a feed somebody sees or hears, but for the names of languages and of the program."""
    tree: Any = html.fromstring(page.encode()) if "<html" in page else etree.fromstring(page.encode())
    for machine in tree.xpath(MACHINE):
        machine.text = ""
    named = tree.xpath("//@aria-label | //@title | //@placeholder | //@alt")
    text = "\n".join((*tree.itertext(), *named))
    return re.sub("Dateline|Español|Français|UTF-8", " ", text)
