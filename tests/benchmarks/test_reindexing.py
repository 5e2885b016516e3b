"""A short form of the measurement of re-indexes in a row, with two processes that search."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.reindexing import Book, told, trial
from tests.conftest import SAMPLE

OF_ASKING = 4
"""Handles more or less for connections that happen to be open; a generation that is kept open has dozens."""


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="looks at memory in /proc")
def test_no_answer_fails_or_is_mixed_and_no_handle_is_kept_while_generations_come_and_go(tmp_path: Path) -> None:
    book, looked = trial(SAMPLE, tmp_path, 3, 10.0, ["Who beat Kasparov?"], DATELINE_WORKERS="2")
    assert set(book.counts) == {"right"}, book.faults
    assert book.counts["right"] > 20
    assert [one.deleted for one in looked] == [0] * len(looked)
    assert looked[-1].handles <= looked[1].handles + OF_ASKING, [told(one, book) for one in looked]


@pytest.mark.parametrize(
    ("titles", "kind"),
    [
        (["Kontor edition 4"], "right"),
        (["Kontor edition 4", "Kontor edition 3"], "mixed"),
        (["Kontor edition 3"], "late"),
        (["Kontor edition 5"], "early"),
        (["A letter"], "empty"),
    ],
)
def test_what_is_wrong_with_an_answer_is_told(titles: list[str], kind: str) -> None:
    book = Book(editions=[(3, 10.0), (4, 20.0)], begun=4)
    passages = ", ".join(f'{{"title": "{title}", "text": ""}}' for title in titles)
    book.take(30.0, 200, f'{{"passages": [{passages}]}}', ledger=True)
    book.take(30.0, 503, "", ledger=True)
    assert book.counts == {kind: 1, "failed": 1}
