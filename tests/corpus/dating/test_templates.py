"""The moment at which a template was made is told from that at which a document was begun by looking at many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from corpus.dating.archive.pages import Page
from corpus.dating.archive.templates import Templates
from corpus.dating.claims import claims_from_field
from corpus.dating.rulings import CountsAs, Ruled
from corpus.model import Kind, Role

BEGUN = "2016-04-05T10:11:00Z"
DAY = date(2016, 4, 5)


def document(row: int, begun: str, changed: date | None, name: str = "Word field created", folder: str = "f") -> Page:
    """Return a document that tells when it was begun and changed."""
    claims = claims_from_field(begun, Kind.META, name)
    if changed is not None:
        claims += claims_from_field(f"{changed}T12:00:00Z", Kind.META, "Word field modified", role=Role.MODIFIED)
    return Page(row, folder, tuple(map(Ruled, claims)))


def found(documents: Sequence[Page]) -> list[int]:
    """Return the numbers of the documents whose moment is a template's."""
    templates = Templates()
    for one in documents:
        templates.count(one)
    templates.settle(lambda _: "")
    ruled = [(one, templates.ruling(one, claim.claim)) for one in documents for claim in one.claims]
    assert {one.folder for one, ruling in ruled if ruling} <= templates.folders()
    assert all(ruling[0] is CountsAs.NOTHING and BEGUN in ruling[1] for _, ruling in ruled if ruling)
    return [one.row for one, ruling in ruled if ruling]


def later(*days: int) -> list[date]:
    """Return days so many after the one on which all were begun."""
    return [DAY + timedelta(day) for day in days]


@pytest.mark.parametrize("name", ["Word field created", "OpenDocument field created", "PDF field CreationDate"])
def test_what_is_written_over_an_older_document_keeps_the_moment_of_that_one(name: str) -> None:
    written = [document(row, BEGUN, day, name, f"f{row}") for row, day in enumerate(later(7, 14, 21, 400))]
    assert found([*written, document(9, "2017-05-06T10:11:00Z", DAY + timedelta(900), name)]) == [0, 1, 2, 3]


def test_the_first_of_them_keeps_its_day() -> None:
    assert found([document(row, BEGUN, day) for row, day in enumerate(later(0, 7, 14))]) == [1, 2]
    assert found([*(document(row, BEGUN, day) for row, day in enumerate(later(7, 14))), document(5, BEGUN, None)]) == [
        0,
        1,
    ]


@pytest.mark.parametrize(
    ("begun", "days"),
    [
        (BEGUN, later(7, 14)),  # two: an article and its second version
        (BEGUN, later(7, 7, 7, 7)),  # copies, or changed by a program
        (BEGUN, later(0, 0, 0, 9)),  # made at once by a program, one changed later
        ("2016-04-05T00:00:00Z", later(7, 14, 21)),
        ("2016-04-05", later(7, 14, 21)),
    ],
)
def test_documents_begun_on_one_day_are_nothing_of_the_kind(begun: str, days: list[date]) -> None:
    assert found([document(row, begun, day) for row, day in enumerate(days)]) == []


def test_pages_that_are_published_at_a_set_time_are_no_documents() -> None:
    pages = [document(row, BEGUN, day, "article:published_time") for row, day in enumerate(later(7, 14, 21))]
    assert found(pages) == []
