"""Asks htmldate for a page's day, and reads days in words for it where we know their language.

htmldate leaves what its own patterns do not read to dateparser, which goes through the words of two hundred languages:
its first call in a process takes seconds. Words in ASCII alone are in languages whose days we read ourselves, so that
only others come to it.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from htmldate import extractors, find_date
from lxml.html import HtmlElement

from corpus.dates.written import find_days

SEARCH: dict[str, Any] = {"original_date": True, "extensive_search": True}
_dateparser = extractors.get_external_parser


class DaysInWords:
    """What htmldate asks for the day that a text names, in place of dateparser's parser."""

    def get_date_data(self, text: str) -> dict[str, datetime | None]:
        """Return the day as dateparser does: under ``date_obj``, None if there is none."""
        named = next(find_days(text, None), ())
        if named:
            return {"date_obj": datetime.combine(named[0].span.first, time())}
        if not any(sign.isalpha() and not sign.isascii() for sign in text):
            return {"date_obj": None}
        return {"date_obj": _dateparser().get_date_data(text)["date_obj"]}


_days = DaysInWords()
setattr(extractors, "get_external_parser", lambda: _days)  # noqa: B010 - of another type than what stands there


def guessed_day(tree: HtmlElement, address: str | None) -> str:
    """Return the day that htmldate gives for a page, "" for none.

    Args:
        tree: of the page.
        address: of the page, if it is known.
    """
    return find_date(tree, url=address, **SEARCH) or ""
