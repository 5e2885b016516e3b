"""htmldate asks us for days in words, and dateparser only where we do not know the language."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from corpus.reading.page import guessing
from corpus.reading.page.guessing import DaysInWords, guessed_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Publikacja: 12 stycznia 2019", "2019-01-12"),
        ("12 Ocak 2019 Cumartesi", "2019-01-12"),
        ("Опубліковано 12 січня 2019", "2019-01-12"),
        ("The 12 of them met in 2019 again", None),
    ],
)
def test_days_in_languages_that_we_read_come_from_us(
    monkeypatch: pytest.MonkeyPatch, text: str, day: str | None
) -> None:
    monkeypatch.setattr(guessing, "_dateparser", lambda: pytest.fail("dateparser was asked"))
    found = DaysInWords().get_date_data(text)["date_obj"]
    assert (found and f"{found:%Y-%m-%d}") == day


@pytest.mark.parametrize("shown", ["12 जनवरी 2019", "12 มกราคม 2019", "12 בינואר 2019"])
def test_in_a_language_that_we_do_not_read_dateparser_is_asked(shown: str) -> None:
    page = f"<html><body><h1>…</h1><div class='date'>{shown}</div><p>…</p></body></html>"
    assert guessed_day(fromstring(page), None) == "2019-01-12"
