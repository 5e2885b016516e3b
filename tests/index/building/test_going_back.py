"""Going back to the generation before holds until something changes, and brings back nothing that was taken down."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from corpus.errors import IndexUnusable, StoreUnusable
from corpus.store import takedowns
from index.building.expunging import expunge
from index.building.going_back import go_back
from index.building.updating import update
from index.generations import folder as generations
from index.generations.keeping import NOTE, rolled_back
from tests.index.making import FACTS, ask, filler, ids, indexed, quiet, searching, write_records

QUESTION = "Where was the oldest pan of salt found?"
MUSEUM = FACTS[3]
OTHER = MUSEUM | {"text": "The museum of salt shows pans. Its oldest pan was found under a barn in Talau, it says now."}


def again(home: Path, *roots: Path) -> object:
    """Index also where nothing has changed."""
    return update(home, list(roots), again=True, reading=quiet, building=quiet)


@pytest.fixture
def twice(home: Path, wire: Path) -> Path:
    """A home of two generations, in which an article has other words and two more have come."""
    indexed(home, write_records(wire, [*FACTS[:4], *filler(20)]))
    indexed(home, write_records(wire, [*FACTS[:3], OTHER, *FACTS[4:], *filler(21)]))
    return wire


def told(home: Path) -> tuple[int, str]:
    """Return which generation answers, and what."""
    with searching(home) as searcher:
        answer = ask(searcher, QUESTION)
        return answer.generation, (answer.matches or answer.closest)[0].passage.text


def test_going_back_is_followed_at_once_and_gives_the_old_words(home: Path, twice: Path) -> None:
    with searching(home) as searcher:
        assert "barn" in ask(searcher, QUESTION).matches[0].passage.text
        held = go_back(home)
        assert (held.answers, held.instead_of) == (1, 2)
        answer = ask(searcher, QUESTION)
        assert (answer.generation, "stable" in answer.matches[0].passage.text) == (1, True)
    assert rolled_back(home / "index") == held
    assert twice.exists()


def test_the_next_runs_hold_it_until_something_changes(home: Path, twice: Path) -> None:
    go_back(home)
    for _ in range(2):
        done = indexed(home, twice)
        assert (done.generation, done.built) == (1, False)
        assert generations.numbers(home / "index") == [1, 2]
    write_records(twice, [*FACTS[:3], OTHER, *filler(30)])
    assert indexed(home, twice).generation == 3
    assert told(home)[0] == 3
    assert "barn" in told(home)[1]
    assert rolled_back(home / "index") is None
    assert not (home / "index" / NOTE).exists()
    assert generations.numbers(home / "index") == [1, 3]  # not the one that was gone back from
    assert go_back(home).answers == 1
    assert "stable" in told(home)[1]


def test_a_run_that_is_told_to_ends_it_though_nothing_has_changed(home: Path, twice: Path) -> None:
    go_back(home)
    again(home, twice)
    assert (told(home)[0], rolled_back(home / "index")) == (3, None)
    assert indexed(home, twice).built is False


def test_without_a_generation_before_that_is_told_and_nothing_changes(home: Path, wire: Path) -> None:
    with pytest.raises(StoreUnusable):
        go_back(home)
    assert not home.exists()
    indexed(home, write_records(wire, FACTS))
    with pytest.raises(IndexUnusable, match="no generation before 1 to go back to; generation 1 goes on answering"):
        go_back(home)
    indexed(home, write_records(wire, FACTS[:3]))
    go_back(home)
    with pytest.raises(IndexUnusable, match="before 1 to go back to; it was gone back to from generation 2 already"):
        go_back(home)
    assert told(home)[0] == 1


def cut_short(folder: Path) -> None:
    file = folder / "sequence.npy"
    file.write_bytes(file.read_bytes()[:-3])


def of_another_format(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 1}))


def of_another_version(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"analysis": "stemmer 0"}))


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (cut_short, "is damaged"),
        (of_another_format, "is of format 1, this Dateline reads"),
        (of_another_version, "was built by another version of Dateline"),
    ],
)
def test_one_that_cannot_be_used_is_not_gone_back_to(
    home: Path, twice: Path, spoil: Callable[[Path], None], why: str
) -> None:
    spoil(home / "index" / "generation-000001")
    with pytest.raises(IndexUnusable, match=f"generation 1 cannot be gone back to, generation 2 goes on .*{why}"):
        go_back(home)
    assert told(home)[0] == 2
    assert indexed(home, twice).built is False


def test_one_that_was_built_before_the_store_was_put_back_is_not_gone_back_to(
    home: Path, twice: Path, tmp_path: Path
) -> None:
    shutil.copy(home / "archive.db", tmp_path / "copy.db")
    indexed(home, write_records(twice, [*FACTS, *filler(40)]))
    shutil.copy(tmp_path / "copy.db", home / "archive.db")
    indexed(home, write_records(twice, [*FACTS, *filler(50)]))
    with pytest.raises(IndexUnusable, match="cannot be gone back to"):
        go_back(home)


def test_an_article_that_is_taken_down_does_not_come_back(home: Path, twice: Path) -> None:
    take_down = partial(takedowns.take_down, article_id="museum", archive=None)
    go_back(home)
    expunge(home, take_down)
    with pytest.raises(IndexUnusable, match="and a takedown removes it"):
        go_back(home)
    assert generations.numbers(home / "index") == [3]
    with searching(home) as searcher:
        assert "museum" not in ids(ask(searcher, QUESTION, top=9))
    indexed(home, write_records(twice, [*FACTS, *filler(30)]))
    go_back(home)
    with searching(home) as searcher:
        assert ask(searcher, QUESTION).generation == 3
        assert "museum" not in ids(ask(searcher, QUESTION, top=9))


def test_while_a_takedown_is_not_finished_nothing_is_gone_back_to_and_the_next_run_finishes_it(
    home: Path, twice: Path
) -> None:
    gone = [*FACTS[:3], *filler(21)]  # of what is only in the generation before
    indexed(home, write_records(twice, gone))
    go_back(home)
    with closing(sqlite3.connect(home / "archive.db", isolation_level=None)) as connection:
        takedowns.take_down(connection, "museum", None)
    with pytest.raises(IndexUnusable, match=r"an article is being taken down, generation 2 goes on .*dateline index"):
        go_back(home)
    assert indexed(home, twice).built
    assert generations.numbers(home / "index") == [4]
    with searching(home) as searcher:
        assert "museum" not in ids(ask(searcher, QUESTION, top=9))
