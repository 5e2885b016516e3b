"""What is taken down or forgotten is gone at once: from answers, from the store's bytes and from every generation."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from corpus.errors import DatelineError
from corpus.omissions import Omission
from corpus.store import archives, takedowns
from index.building.expunging import expunge
from index.generations import folder as generations
from tests.index.making import FACTS, ask, ids, indexed, searching, write_records

SECRET = {
    "id": "secret",
    "title": "Zylqua affair",
    "text": "The Zylqua Quorvex was hidden in the old bakery of Wemmel.",
}
WORDS = (b"Zylqua", b"zylqua", b"Quorvex", b"quorvex", b"Wemmel", b"wemmel")
QUESTION = "Where was the Quorvex hidden?"


def take_down(article_id: str, archive: int | None = None) -> Callable[[sqlite3.Connection], int]:
    return partial(takedowns.take_down, article_id=article_id, archive=archive)


def traces(home: Path) -> list[str]:
    """Return the files of a home in which a word of the article stands."""
    files = (file for file in sorted(home.rglob("*")) if file.is_file())
    return [file.relative_to(home).as_posix() for file in files if any(word in file.read_bytes() for word in WORDS)]


@pytest.fixture
def known(home: Path, wire: Path) -> Path:
    """A home of three generations, in which an article has had other words before."""
    indexed(home, write_records(wire, [*FACTS, SECRET | {"text": f"{SECRET['text']} So it was said."}]))
    indexed(home, write_records(wire, [*FACTS, SECRET]))
    assert traces(home)
    return wire


@pytest.mark.usefixtures("known")
def test_an_article_that_is_taken_down_leaves_no_byte_in_the_home(home: Path) -> None:
    with searching(home) as searcher:
        assert ids(ask(searcher, QUESTION))[0] == "secret"
        assert expunge(home, take_down("secret")) == 2
        assert "secret" not in ids(ask(searcher, QUESTION))
    assert traces(home) == []
    assert len(generations.numbers(home / "index")) == 1
    with searching(home) as searcher:
        assert ids(ask(searcher, "Who opened the bridge over the Arle?"))[0] == "bridge"


@pytest.mark.usefixtures("known")
def test_an_index_that_is_open_answers_nothing_of_it_before_the_next_generation(home: Path) -> None:
    with searching(home) as searcher:
        assert ids(ask(searcher, QUESTION))[0] == "secret"
        with closing(sqlite3.connect(home / "archive.db", isolation_level=None)) as connection:
            takedowns.take_down(connection, "secret", None)
        assert "secret" not in ids(ask(searcher, QUESTION))


def test_it_stays_down_with_other_words_and_in_another_file_until_that_is_undone(home: Path, known: Path) -> None:
    expunge(home, take_down("secret"))
    done = indexed(home, write_records(known, [*FACTS, SECRET | {"text": "Other words of the Zylqua."}]))
    assert (done.tally.articles, done.outcomes.left_out) == (0, {Omission.TAKEN_DOWN: 1})
    write_records(known.with_name("other.jsonl"), [SECRET | {"id": "again"}])
    assert indexed(home, known.with_name("other.jsonl")).readable == 0
    assert traces(home) == []
    with closing(sqlite3.connect(home / "archive.db", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        takedowns.undo(connection, "secret", None)
    assert indexed(home, known).tally.articles == 1
    assert indexed(home, known).outcomes.left_out == {}


def test_a_takedown_that_is_interrupted_is_made_good_by_the_next_run(home: Path, known: Path) -> None:
    with closing(sqlite3.connect(home / "archive.db", isolation_level=None)) as connection:
        takedowns.take_down(connection, "secret", None)
    assert traces(home)
    indexed(home, known)
    assert traces(home) == []


@pytest.mark.usefixtures("known")
def test_an_id_that_is_nowhere_is_told_and_nothing_is_done(home: Path) -> None:
    with pytest.raises(DatelineError, match="nothing: no article with this id is there"):
        expunge(home, take_down("nothing"))
    assert len(generations.numbers(home / "index")) == 2


def test_a_forgotten_archive_leaves_no_byte_in_the_home(home: Path, wire: Path) -> None:
    indexed(home, write_records(wire, FACTS))
    indexed(home, write_records(wire.with_name("secret.jsonl"), [SECRET]))
    assert expunge(home, lambda one: archives.forget(one, archives.named(one, "secret.jsonl"))) == 1
    assert traces(home) == []
    with searching(home) as searcher:
        assert ids(ask(searcher, "Who opened the bridge over the Arle?"))[0] == "bridge"
