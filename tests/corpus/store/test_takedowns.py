"""Which article stays down, and which of the same id does not go with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.omissions import Omission
from corpus.store import takedowns
from corpus.store.writing import StoreWriter
from tests.corpus.making import fill, ingested, texts
from tests.corpus.test_ingest import touch


def take_down(home: Path, article_id: str) -> int:
    with StoreWriter(home, 2) as writer:
        return takedowns.take_down(writer.connection, article_id, None)


@pytest.fixture
def two(home: Path, archive: Path) -> Path:
    """An archive with two articles of one id."""
    ingested(home, fill(archive, {"a.md": "Words of md.", "a.txt": "Words of txt."}))
    assert texts(home) == {"a": "Words of md.", "a~2": "Words of txt."}
    return archive


def test_another_article_of_the_same_id_stays_what_it_is(home: Path, two: Path) -> None:
    take_down(home, "a")
    assert ingested(home, two, generation=2, full=True).left_out == {Omission.TAKEN_DOWN: 1}
    assert texts(home) == {"a~2": "Words of txt."}
    touch(two / "a.txt", "New words of txt.")
    ingested(home, two, generation=3)
    assert texts(home) == {"a~2": "New words of txt."}


def test_an_article_whose_id_has_a_number_stays_down_with_other_words_and_in_a_renamed_file(
    home: Path, two: Path
) -> None:
    take_down(home, "a~2")
    touch(two / "a.txt", "Other words of txt.")
    ingested(home, two, generation=2)
    assert texts(home) == {"a": "Words of md."}
    with StoreWriter(home, 3) as writer:
        takedowns.undo(writer.connection, "a~2", None)
    ingested(home, two, generation=3)
    assert texts(home) == {"a": "Words of md.", "a~2": "Other words of txt."}


def test_an_article_without_words_takes_no_other_with_it(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, {"a.txt": "Words of a."}))
    with StoreWriter(home, 2) as writer:
        writer.connection.execute("DELETE FROM passages")
    take_down(home, "a")
    assert ingested(home, fill(archive, {"b.txt": "Words of b."}), generation=2).articles == 1
