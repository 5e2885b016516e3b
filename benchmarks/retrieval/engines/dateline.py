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
from index.answering.question import parse_question
from index.answering.searcher import Searcher
from index.building.build import build as build_generation
from index.engine.engine import Engine, Found
from index.generations.folder import INDEX
from index.questions import Question
from index.ranking.slots import Reading


def build(home: Path, folder: Path, _language: str) -> int:
    """Build a generation from the store; the folder becomes a home of its own beside the same store."""
    (folder / FILE_NAME).symlink_to((home / FILE_NAME).resolve())
    counted = 0

    def report(done: int) -> None:
        nonlocal counted
        counted = done

    store = StoreReader(home)
    build_generation(store, folder / INDEX, 1, f"{store.store_id}:benchmark", report, workers=0)
    store.close()
    return counted


def best_passages(engine: Engine, question: Question, k: int) -> Found:
    """Return the best candidates, by their sums alone, without measuring evidence."""
    return engine.search([Reading(question, engine.lexicon).search(question.scope, k)])[0]


def candidates(folder: Path, _language: str) -> Search:
    """Open the first stage: from the words to the numbers of the best passages."""
    engine = Searcher(folder).engine
    asked_on = _today()

    def search(text: str, k: int) -> Sequence[int]:
        found = best_passages(engine, parse_question(text, asked_on), k)
        rows: Sequence[int] = engine.facts(found.passages).rows.tolist()
        return rows

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
