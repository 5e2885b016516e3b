"""Quality floors on the sample archive: a change that makes answers worse does not pass.

The floors are a little below what was measured (benchmarks/RESULTS.md); raise them when quality rises.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index.answering.searcher import Searcher
from index.evaluating.judging import evaluate
from index.evaluating.labelled import read_labelled
from index.evaluating.measures import Quality

QUESTIONS = Path(__file__).parent / "sample.jsonl"
FLOORS = {"hit@1": 0.88, "hit@10": 0.97, "answer@1": 0.54, "answer@3": 0.82, "hit@1 scoped": 0.85, "scope right": 0.95}
ASKED_ON = date(2026, 1, 1)


@pytest.fixture(scope="module")
def measures(sample_home: Path) -> dict[str, float | int | None]:
    """The measures of the default ranking on the sample archive."""
    searcher = Searcher(sample_home, compiled=False)
    return Quality([one.outcome for one in evaluate(searcher, read_labelled(QUESTIONS), ASKED_ON)]).measures()


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_quality_does_not_drop_below_its_floor(
    measures: dict[str, float | int | None], name: str, floor: float
) -> None:
    value = measures[name]
    assert value is not None
    assert value >= floor
