"""Of versions of one page one is shown, the earliest that has the words, and the others are known."""

from __future__ import annotations

from datetime import date

from corpus.model import Status
from corpus.store.reading import StoredArticle, StoredPassage
from index.answering.versions import Shown, one_of_each_page

OLD, NEW = date(2019, 5, 7), date(2022, 8, 3)
WORDS = "The last ferry left the harbour at noon."
PAGE = "https://a.example/"


def passage(row: int, captured: date | None, text: str = WORDS, url: str | None = PAGE) -> StoredPassage:
    """Return a passage of an undated page that was saved on a day."""
    dates = None, "none", Status.UNDATED, captured, None
    return StoredPassage(row, StoredArticle(row, str(row), "Ferry", url, "a.warc", "en", *dates), 0, text, "", ())


def test_the_earliest_capture_with_the_words_leads() -> None:
    found = {1: passage(1, NEW), 2: passage(2, NEW), 3: passage(3, OLD)}
    assert one_of_each_page([(1, [2, 3])], found) == [Shown(1, 3, (1, 2))]


def test_an_edited_version_is_one_with_the_best_and_does_not_lead() -> None:
    found = {1: passage(1, NEW), 2: passage(2, OLD, WORDS.replace("noon", "one")), 3: passage(3, OLD, "Other words.")}
    assert one_of_each_page([(1, []), (2, []), (3, [])], found) == [Shown(1, 1, (2,)), Shown(3, 3, ())]


def test_other_pages_and_pages_without_address_stand_for_themselves() -> None:
    found = {1: passage(1, NEW), 2: passage(2, OLD, url="https://b.example/"), 3: passage(3, OLD, url=None)}
    assert one_of_each_page([(1, [3]), (2, [])], found) == [Shown(1, 1, (3,)), Shown(2, 2, ())]


def test_two_passages_of_one_article_stay_two() -> None:
    found = {1: passage(1, NEW), 2: passage(1, NEW, WORDS.replace("noon", "one"))}
    assert len(one_of_each_page([(1, []), (2, [])], found)) == 2
