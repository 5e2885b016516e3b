"""Exports of Movable Type: an entry is an article, comments are counted, and what was not published is left out."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import process_all
from corpus.model import Outcome
from corpus.omissions import Omission
from corpus.reading.containers.part import Budget, Part
from corpus.reading.containers.registry import items_in
from tests.corpus.making import fill, hostile, items_below, only, pack

COMMENT = (
    "-----\nCOMMENT:\nAUTHOR: Bo\nEMAIL: bo@b.example\nDATE: 02/01/2002 10:00:00 AM\nNobody asked.\n-----\nStill me.\n"
)


def entry(body: str = "The pier is repaired.", more: str = "", after: str = "", **fields: str) -> str:
    """Return an entry of an export."""
    told = {"AUTHOR": "Mira Holm", "TITLE": "A ferry sails", "STATUS": "Publish", "CONVERT BREAKS": "1"}
    told |= {"DATE": "03/04/2002 03:31:05 PM"} | {name.replace("_", " "): value for name, value in fields.items()}
    head = "".join(f"{name}: {value}\n" for name, value in told.items())
    return f"{head}-----\nBODY:\n{body}\n-----\nEXTENDED BODY:\n{more}\n-----\nEXCERPT:\n\n{after}-----\n--------\n"


def outcomes(archive: Path, *entries: str) -> list[Outcome]:
    """Return what comes of the entries of an export."""
    fill(archive, {"export.txt": "".join(entries)})
    return process_all(items_below(archive))


def test_an_entry_is_an_article_with_its_day_month_first(archive: Path) -> None:
    text = "The pier\nis <b>repaired</b>.\n\nCome!\n-----\nSoon."
    (found,) = outcomes(archive, entry(text, "More &amp; more.", UNIQUE_URL="https://pier.example/a", BASENAME="a_b"))
    article = only(found)
    assert (article.article_id, article.title, article.url, article.authors, article.format) == (
        "a_b", "A ferry sails", "https://pier.example/a", ("Mira Holm",), "Movable Type",
    )  # fmt: skip
    assert [(one.span.first, one.words) for one in article.dates.claims] == [
        (date(2002, 3, 4), "03/04/2002 03:31:05 PM"),
    ]  # fmt: skip
    text = "\n\n".join(one.text for one in article.passages)
    assert text.startswith("The pier\nis repaired.\n\nCome!")
    assert text.endswith("More & more.")


def test_comments_are_counted_and_what_was_not_published_is_left_out(archive: Path) -> None:
    found = outcomes(
        archive, entry(after=COMMENT + COMMENT), entry(STATUS="Draft"), entry(STATUS="Future"), entry(STATUS="Review")
    )
    assert [one.left_out for one in found] == [
        Omission.COMMENT, Omission.COMMENT, None, Omission.DRAFT, Omission.DUE, Omission.DRAFT,
    ]  # fmt: skip
    (article,) = found[2].articles
    assert not any("Nobody" in one.text or "Still" in one.text for one in article.passages)


@pytest.mark.parametrize(
    ("breaks", "body", "shown"),
    [
        ("0", "<p>One\ntwo</p>", "One two"),
        ("markdown", "One *two*", "One two"),
        ("__default__", "One\ntwo", "One\ntwo"),
    ],
)
def test_a_text_is_read_as_its_breaks_are_converted(archive: Path, breaks: str, body: str, shown: str) -> None:
    (found,) = outcomes(archive, entry(body, CONVERT_BREAKS=breaks))
    assert [one.text for one in only(found).passages] == [shown]


@pytest.mark.parametrize("name", ["blog.zip", "blog.tar.gz"])
def test_an_export_is_read_packed_with_windows_lines_beside_other_texts(archive: Path, name: str) -> None:
    fill(
        archive, {"notes/page.txt": "TITLE: of honour\n\nThe harbour was dredged again in the spring, said its master."}
    )
    pack(archive / name, {"export.txt": "\ufeff" + (entry() + entry(BASENAME="b")).replace("\n", "\r\n")})
    found = process_all(items_below(archive))
    assert sorted(one.format or "" for each in found for one in each.articles) == ["Movable Type"] * 2 + ["text"]


@hostile
@given(st.text(max_size=60), st.integers(0, 200))
def test_any_damage_is_read_left_out_or_refused(noise: str, place: int) -> None:
    whole = entry("One.", after=COMMENT) + entry()
    data = (whole[:place] + noise + whole[place:]).encode("utf-8", "surrogatepass")
    stream = io.BufferedReader(io.BytesIO(data))
    items = list(items_in(Part(stream, "a.txt", "a.txt", "a.txt", Budget(1 << 20))))  # type: ignore[arg-type]
    for found in process_all(items):
        assert bool(found.articles) + bool(found.reason) + bool(found.left_out) == 1
