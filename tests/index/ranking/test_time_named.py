"""A year that is asked for is the year that is told of, rather than the one in which it was told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.index.making import ask, filler, ids, indexed, searching, write_records

FIGURES = [
    ("unemployment 2021", "Unemployment", "Unemployment stood at {} percent", "2020", "2021"),
    ("unemployment in 2021", "Unemployment last year", "In the valley, unemployment was {} percent", "2020", "2021"),
    ("How many herrings were caught in 2018?", "The catch of herrings", "{} herrings were caught", "2017", "2018"),
    ("salt exports in March 2019", "Exports of salt", "Exports of salt were {}", "February 2019", "March 2019"),
    ("rainfall 2016", "Rainfall in Ostheim", "The rainfall of Ostheim was {} inches", "2015", "2016"),
    ("how much tax did Brunn raise in 2019?", "Taxes of Brunn", "Brunn raised a tax of {} crowns", "2018", "2019"),
]  # fmt: skip


def published(told: str) -> str:
    """Return a day soon after a month or a year was over."""
    month, _, year = told.rpartition(" ")
    return f"{year}-{'03' if month == 'February' else '04'}-12" if month else f"{int(year) + 1}-02-03"


@pytest.mark.parametrize(("question", "title", "words", "before", "asked"), FIGURES)
@pytest.mark.parametrize("where", ["passage", "title", "passage of a year later"])
def test_naming_a_time_counts_more_than_appearing_in_it(
    tmp_path: Path, question: str, title: str, words: str, before: str, asked: str, where: str
) -> None:
    late = f"{int(asked[-4:]) + 2}-06-01" if where.endswith("later") else published(asked)
    figure = f"{words.format(61)} in {asked}." if where.startswith("passage") else f"{words.format(61)}."
    records = [
        {"id": "before", "title": title, "date": published(before), "text": f"{words.format(53)} in {before}."},
        {"id": "asked", "title": f"{title}, {asked}" if where == "title" else title, "date": late, "text": figure},
        *filler(60),
    ]
    indexed(tmp_path / "home", write_records(tmp_path / "archive" / "news.jsonl", records))
    with searching(tmp_path / "home") as searcher:
        assert ids(ask(searcher, question))[0] == "asked"


def test_what_appeared_in_a_time_is_about_it_where_nothing_names_it(tmp_path: Path) -> None:
    records = [
        {
            "id": "appeared",
            "title": "Unemployment",
            "date": "2021-02-03",
            "text": "Unemployment was 5 percent in 2020.",
        },
        *filler(60),
    ]
    indexed(tmp_path / "home", write_records(tmp_path / "archive" / "news.jsonl", records))
    with searching(tmp_path / "home") as searcher:
        assert ids(ask(searcher, "unemployment 2021"))[0] == "appeared"
