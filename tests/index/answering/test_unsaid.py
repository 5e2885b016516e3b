"""Names of a question that none of the passages found says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.answering.searcher import Searcher
from tests.index.making import ask, searching_records

TOLD = {
    "izmir": ("The earth shook at Izmir", "At least 116 people died in the earthquake off Izmir, said Ines Falk."),
    "italy": ("A race in Italy", "The cyclists of Italy rode on to Rome, where Spaniards won the race by a minute."),
    "spain": ("A harvest in Spain", "The olives of Spain were picked by hand, and the wine of Spain was sold."),
    "mill": ("The mill", "The mill burned down at night, and its miller was saved by a neighbour."),
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """A searcher of four articles among many that name none of their places."""
    records = [
        {"id": one, "title": title, "date": "2020-11-07", "text": text} for one, (title, text) in TOLD.items()
    ] + [
        {"id": f"dull{number}", "title": "A dull day", "date": "2019-01-02", "text": f"Rain fell {number} times."}
        for number in range(40)
    ]
    with searching_records(tmp_path_factory.mktemp("unsaid"), records) as found:
        yield found


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("How many people died in the earthquake in Italy?", ("Italy",)),
        ("how many people died in the earthquake in italy", ("italy",)),  # the archive writes it as a name
        ("How many people died in the earthquake off Izmir?", ()),
        ("How many perished in the tremor off Izmir?", ()),  # words of its own, and no name is missing
        ("Who won the race to Rome from Spain?", ()),  # Spaniards
        ("How many people died in the earthquake in Peru?", ()),  # stands in no article, which is told already
    ],
)
def test_a_name_that_no_passage_says_is_told(searcher: Searcher, question: str, missing: tuple[str, ...]) -> None:
    answer = ask(searcher, question, top=1)
    assert answer.verdict != "nothing"
    assert answer.unsaid == missing


def test_of_the_first_passages_one_says_it(searcher: Searcher) -> None:
    assert ask(searcher, "How many people died in the earthquake in Italy?").unsaid == ()
