"""Dateline itself, twice: the stage that finds candidates, and the whole answer.

What it needs of the index's inside stands in ``build`` and ``best_passages``, so that little changes here when the
inside does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.retrieval.engines import Search
from corpus.store.reading import StoreReader
from corpus.store.schema import FILE_NAME
from index.answering.question import Question, parse_question
from index.answering.searcher import Searcher
from index.building import generation as building
from index.engine.embedded import MappedIndex
from index.generations import folder as generations


def build(home: Path, folder: Path, _language: str) -> int:
    """Build a generation from the store; the folder becomes a home of its own beside the same store."""
    (folder / FILE_NAME).symlink_to((home / FILE_NAME).resolve())
    counted = 0

    def report(done: int) -> None:
        nonlocal counted
        counted = done

    store = StoreReader(home)
    building.build(store, folder / generations.INDEX, 1, f"{store.store_id}:benchmark", report, workers=0)
    store.close()
    return counted


def best_passages(mapped: MappedIndex, question: Question, k: int) -> Sequence[int]:
    """Return the places of the best candidates, by their sums alone, without measuring evidence."""
    places, *_ = mapped.search(*mapped.prepared(question, question.scope), k)
    found: Sequence[int] = places.tolist()
    return found


def candidates(folder: Path, _language: str) -> Search:
    """Open the first stage: from the words to the numbers of the best passages."""
    mapped = Searcher(folder).mapped
    asked_on = _today()

    def search(text: str, k: int) -> Sequence[int]:
        places = best_passages(mapped, parse_question(text, asked_on), k)
        return [int(mapped.passage_rows[place]) for place in places]

    return search


def answers(folder: Path, _language: str) -> Search:
    """Open the whole way: from the words to passages fetched, in order, with their excerpts; refusals count too."""
    searcher = Searcher(folder)
    asked_on = _today()

    def search(text: str, k: int) -> Sequence[int]:
        answer = searcher.answer(text, asked_on, top=k)
        return [match.passage.number for match in answer.matches or answer.closest]

    return search


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the asker's own day
