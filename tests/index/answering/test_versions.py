"""Of versions of one page the earliest that has the words is shown, and the others are known."""

from __future__ import annotations

from datetime import date

from corpus.model import Status
from corpus.store.reading import StoredArticle, StoredPassage
from index.answering.versions import earliest_first


def passage(
    place: int, captured: date | None, text: str = "The last ferry left.", url: str | None = "https://a.example/"
) -> StoredPassage:
    """Return a passage of an undated page that was saved on a day."""
    article = StoredArticle(
        place, str(place), "Ferry", url, "a.warc", "en", None, "none", Status.UNDATED, captured, None
    )
    return StoredPassage(place, article, 0, text, "", ())


OLD, NEW = date(2019, 5, 7), date(2022, 8, 3)


def test_the_earliest_capture_with_the_words_leads() -> None:
    assert earliest_first(1, [2, 3], {1: passage(1, NEW), 2: passage(2, NEW), 3: passage(3, OLD)}) == (3, [2, 1])


def test_a_capture_with_other_words_does_not_lead() -> None:
    assert earliest_first(1, [2], {1: passage(1, NEW), 2: passage(2, OLD, "The last ferry had left.")}) == (1, [2])


def test_another_page_with_the_words_does_not_lead() -> None:
    found = {1: passage(1, NEW), 2: passage(2, OLD, url="https://b.example/")}
    assert earliest_first(1, [2], found) == (1, [2])
    assert earliest_first(1, [2], {1: passage(1, NEW, url=None), 2: passage(2, OLD, url=None)}) == (1, [2])
