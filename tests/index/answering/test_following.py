"""While generations are built beside it, a searcher goes on answering, from one generation at a time."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from corpus.errors import DatelineError
from index.answering.answers import Answer
from index.answering.searcher import Searcher
from index.generations import folder as generations
from tests.index.making import ask, ids, indexed, searching, write_records

EDITIONS = 5
ARTICLES = 30


def write_edition(wire: Path, edition: int) -> Path:
    """Write an archive whose every article tells its edition, and one more article every time."""
    return write_records(
        wire,
        [
            {
                "id": f"a{number}",
                "date": "2019-05-07",
                "text": f"The council of Ostheim met in edition {edition}: {number}.",
            }
            for number in range(ARTICLES + edition)
        ],
    )


def editions(answer: Answer) -> set[int]:
    """Return the editions that the passages of an answer are from."""
    return {int(match.passage.text.split("edition ")[1].split(":")[0]) for match in answer.matches}


def held(answer: Answer) -> int:
    """Return how many articles an answer names; passages that say the same are shown once, with the others."""
    return sum(1 + len(match.also) for match in answer.matches)


def test_the_next_answer_is_from_the_generation_that_was_just_built(home: Path, wire: Path) -> None:
    indexed(home, write_edition(wire, 1))
    with searching(home) as searcher:
        assert editions(ask(searcher, "What did the council do?")) == {1}
        for edition in (2, 3, 4):
            indexed(home, write_edition(wire, edition))
            answer = ask(searcher, "What did the council do?", top=100)
            assert (answer.generation, editions(answer), held(answer)) == (
                edition,
                {edition},
                ARTICLES + edition,
            )


def test_two_generations_are_on_disk_however_often_it_is_built(home: Path, wire: Path) -> None:
    for edition in range(1, 5):
        indexed(home, write_edition(wire, edition))
    assert generations.numbers(home / "index") == [3, 4]
    assert sorted(path.name for path in (home / "index").iterdir()) == [
        "current",
        "generation-000003",
        "generation-000004",
    ]


def test_an_answer_never_mixes_generations_while_others_are_built(home: Path, wire: Path) -> None:
    indexed(home, write_edition(wire, 1))
    turn = threading.Condition()
    latest = [0, 0]
    answers: set[tuple[int, frozenset[int], int]] = set()
    failures: list[DatelineError] = []
    done = threading.Event()

    def read(searcher: Searcher, reader: int) -> None:
        try:
            while not done.is_set():
                answer = ask(searcher, "What did the council do?", top=100)
                with turn:
                    answers.add((answer.generation, frozenset(editions(answer)), held(answer)))
                    latest[reader] = answer.generation
                    turn.notify_all()
        except DatelineError as error:
            failures.append(error)
        finally:
            searcher.store.close()

    with searching(home) as searcher:
        readers = [threading.Thread(target=read, args=(searcher, reader)) for reader in range(2)]
        for reader in readers:
            reader.start()
        try:
            for edition in range(2, EDITIONS + 1):
                indexed(home, write_edition(wire, edition))
                with turn:  # two generations are kept: no reader may fall behind by more
                    turn.wait_for(lambda edition=edition: failures or min(latest) == edition, timeout=120)  # type: ignore[misc]
        finally:
            done.set()
            for reader in readers:
                reader.join()
    assert failures == []
    assert {generation for generation, _, _ in answers} >= set(range(2, EDITIONS + 1))
    assert answers <= {(edition, frozenset({edition}), ARTICLES + edition) for edition in range(1, EDITIONS + 1)}


@pytest.mark.parametrize("spoil", ["pointer", "generation"])
def test_a_searcher_goes_on_with_what_it_has_until_the_pointer_names_something_whole(
    home: Path, wire: Path, spoil: str
) -> None:
    indexed(home, write_edition(wire, 1))
    pointer = home / "index" / "current"
    with searching(home) as searcher:
        if spoil == "pointer":
            pointer.write_text("nonsense")
        else:
            generations.point_to(home / "index", 7)
        with pytest.raises(DatelineError, match="build it again"):
            ask(searcher, "What did the council do?")
        indexed(home, wire, full=True)
        assert ids(ask(searcher, "What did the council do?"))
