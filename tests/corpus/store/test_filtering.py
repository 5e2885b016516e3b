"""Filters by source, author and language: what fits one, and that both ways to find it agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.store.filtering import Filter, Shelf
from corpus.store.reading import StoreReader

ROW = (
    "daily/Karst Valley/2019.05/Flood in Brunn.txt",
    "https://www.news.karst.example:8080/a/b?c=d",
    "valley.tar.xz",
    "de",
)
AUTHORS = '["Ada Roe, Karst", "José Núñez"]'


@pytest.mark.parametrize(
    ("label", "value", "fits"),
    [
        ("source", "daily", True),
        ("source", "DAILY", True),
        ("source", "Karst Valley", True),
        ("source", "daily/karst valley", True),
        ("source", "/daily/", True),
        ("source", "Flood in Brunn", True),
        ("source", "Flood in Brunn.txt", True),
        ("source", "2019", True),
        ("source", "Flood", False),
        ("source", "dai", False),
        ("source", "aily", False),
        ("source", "valley", True),
        ("source", "valley.tar.xz", True),
        ("source", "news.karst.example", True),
        ("source", "www.news.karst.example", True),
        ("source", "https://news.karst.example/other", True),
        ("source", "karst.example", True),
        ("source", "karst", True),
        ("source", "arst.example", False),
        ("source", "a", False),
        ("source", "8080", False),
        ("source", "/", False),
        ("source", "", False),
        ("source", "%", False),
        ("author", "Ada Roe", True),
        ("author", "ada", True),
        ("author", "roe karst", True),
        ("author", "Jose Nunez", True),
        ("author", "NÚÑEZ", True),
        ("author", "Roe Ada", False),
        ("author", "Ro", False),
        ("author", "Karst José", False),
        ("lang", "de", True),
        ("lang", "d", False),
        ("lang", "en", False),
    ],
)
def test_a_value_is_a_whole_part_of_what_is_known(label: str, value: str, fits: bool) -> None:
    assert Filter(label, ("nobody", value)).fits(*ROW, AUTHORS) is fits


@pytest.fixture(scope="module")
def store(sample_home: Path) -> StoreReader:
    return StoreReader(sample_home)


@pytest.mark.parametrize(
    ("wanted", "articles"),
    [
        (Filter("source", ("wire",)), 18),
        (Filter("source", ("example.org",)), 18),
        (Filter("source", ("sample",)), 46),
        (Filter("source", ("pages", "dumps")), 28),
        (Filter("source", ("سفیر",)), 0),
        (Filter("source", ("'; --",)), 0),
        (Filter("author", ("sample",)), 22),
        (Filter("author", ("Dateline sample", "Roe")), 22),
        (Filter("author", ("é",)), 0),
        (Filter("lang", ("de", "fa")), 2),
        (Filter("lang", ("%",)), 0),
    ],
)
def test_articles_that_fit_are_found_and_told_alike(store: StoreReader, wanted: Filter, articles: int) -> None:
    shelf = Shelf(store)
    found = shelf.passages_of(wanted, 100)
    assert found is not None
    assert len(found) == articles
    every: dict[int, int] = dict(store.rows("SELECT id, article FROM passages"))
    fit = {every[number] for number in found}
    assert shelf.fitting(wanted, list(every)) == [article in fit for article in every.values()]


def test_more_than_asked_for_are_not_listed(store: StoreReader) -> None:
    shelf = Shelf(store)
    assert shelf.passages_of(Filter("source", ("wire",)), 17) is None
    assert shelf.passages_not_in(("en",), 4) is None
    assert len(shelf.passages_not_in(("en",), 5) or ()) == 5


def test_texts_come_with_their_headlines_and_what_is_gone_is_empty(store: StoreReader) -> None:
    ((number, title, text),) = store.rows(
        "SELECT passages.id, title, text FROM passages JOIN articles ON articles.id = article LIMIT 1"
    )
    assert Shelf(store).texts([10**9, number]) == [("", ""), (title, text)]
    assert Shelf(store).fitting(Filter("lang", ("en",)), [10**9]) == [False]
