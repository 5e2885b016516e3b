from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import click
import pytest

from benchmarks.retrieval.engines import Engine, Search
from benchmarks.retrieval.judging import quality
from benchmarks.retrieval.measuring import Measuring, prepare
from benchmarks.retrieval.phases import ask, memory, milliseconds, percentile
from benchmarks.retrieval.sets import Labels, labelled_sets, parse_size, read_passage_labels
from corpus.store.reading import StoreReader
from index.evaluating.labelled import Labelled
from tests.index.making import write_records

LEAD = "The bridge over the river Arle was opened on May 4, 2019 by the mayor of Ostheim. " * 6
FERRY = "Ferries crossed the Arle for three centuries. The last ferryman was Jakob\u00a0Lind. " * 6
RAIN = "After four days of rain the Arle stood two metres higher than ever in Ostheim. " * 6
RECORDS = (
    {"id": "bridge", "title": "A crossing", "date": "2019-05-07", "text": f"{LEAD}\n\n{FERRY}"},
    {"id": "flood", "title": "High water", "date": "2020-02-11", "text": RAIN},
)
QUESTIONS = (
    {"question": "Who was the last ferryman?", "answers": ["Jakob Lind"], "passage_ids": ["bridge"]},
    {"question": "When was the river bridge opened?", "answers": [], "passage_ids": ["bridge"]},
)


@pytest.fixture(scope="module")
def valley(tmp_path_factory: pytest.TempPathFactory) -> Labels:
    """Two articles, three passages, with two questions about them; read into the folder "home" beside the archive."""
    folder = tmp_path_factory.mktemp("valley")
    archive = write_records(folder / "passages.jsonl", RECORDS)
    questions = write_records(folder / "questions.jsonl", QUESTIONS)
    labels = Labels("valley", archive, questions, read_passage_labels)
    prepare(labels, folder / "home")
    return labels


@pytest.fixture
def home(valley: Labels) -> Path:
    """The home of the two articles."""
    return valley.archive.parent / "home"


@pytest.mark.parametrize("engine", ["fts5", pytest.param("candidates", marks=pytest.mark.long)])
def test_an_engine_is_measured_in_processes_of_its_own(home: Path, valley: Labels, engine: str) -> None:
    measuring = Measuring(valley, home, limit=300)
    found = measuring.measure(engine)
    measuring.close()
    assert "failed" not in found, found
    assert found["passages"] == 3
    assert (found["hit@1"], found["answer@3"]) == (1.0, 1.0)
    assert found["timings"] >= 1000
    assert 0 < found["p50"] <= found["p99"]
    assert found["index_bytes"] > 1000
    assert found["start_seconds"] > 0
    assert min(found["peak_bytes"], found["build_peak_bytes"]) > found["private_bytes"] / 2 > 1 << 20
    assert not (home / "engines").exists()


def test_an_engine_that_takes_too_long_is_reported_as_failed(home: Path, valley: Labels) -> None:
    found = Measuring(valley, home, limit=0.01).measure("fts5")
    assert found["failed"] == "build took longer than 0 s"


def test_an_archive_that_cannot_be_read_is_refused_by_name(tmp_path: Path, valley: Labels) -> None:
    missing = Labels("valley", tmp_path / "nothing.jsonl", valley.questions)
    with pytest.raises(click.ClickException, match=r"valley: .*nothing"):
        prepare(missing, tmp_path / "home")


def test_rankings_are_judged_by_distinct_articles_and_by_the_passage_with_the_answer(home: Path) -> None:
    store = StoreReader(home)
    ids = {article.row: article.article_id for article, _ in store.articles()}
    rows = {(ids[one.article], "ferryman" in one.text): one.number for one in store.live_passages()}
    store.close()
    labelled = Labelled("1", "Who was the last ferryman?", "fact", "Jakob  Lind", frozenset({"bridge"}), None, None)
    lead, ferry, flood = rows["bridge", False], rows["bridge", True], rows["flood", False]

    def judged(*ranking: int) -> list[float | None]:
        measures = quality(home, [labelled], [ranking])
        return [measures[name] for name in ("hit@1", "hit@10", "answer@1", "answer@3")]

    assert judged(ferry, flood) == [1, 1, 1, 1]
    assert judged(lead, ferry) == [1, 1, 0, 1]
    assert judged(flood, lead) == [0, 1, 0, 0]
    assert judged() == [0, 0, 0, 0]


def test_answers_are_not_judged_where_no_question_has_one(home: Path) -> None:
    labelled = Labelled("1", "Who?", "fact", "", frozenset({"bridge"}), None, None)
    assert quality(home, [labelled], [[]])["answer@1"] is None


def test_questions_are_asked_in_turn_until_there_are_enough_timings_or_patience_ends() -> None:
    asked: list[str] = []

    def ticking() -> Iterator[float]:
        now = 0.0
        while True:
            yield now
            now += 0.001

    clock = ticking()
    taken = milliseconds(asked.append, ["a", "b", "c"], least=7, patience=1e6, clock=lambda: next(clock))
    assert asked == ["a", "b", "c"] * 3
    assert taken == pytest.approx([1.0] * 9)
    asked.clear()
    milliseconds(asked.append, ["a", "b", "c"], least=7, patience=0, clock=lambda: next(clock))
    assert asked == ["a", "b", "c"]


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(value) for value in range(100, 0, -1)]
    assert (percentile(values, 0.5), percentile(values, 0.99), percentile([3.0], 0.99)) == (50, 99, 3)


def test_memory_grows_with_what_is_held() -> None:
    before = memory()
    held = bytearray(b"x" * (64 << 20))
    after = memory()
    assert after["private_bytes"] - before["private_bytes"] > 60 << 20
    assert after["peak_bytes"] >= after["private_bytes"]
    assert len(held) == 64 << 20


def test_memory_is_taken_while_the_index_is_still_held(tmp_path: Path) -> None:
    class Holding:
        top = 10

        def open(self, _folder: Path, _language: str) -> Search:
            held = bytearray(b"x" * (64 << 20))
            return lambda _text, k: held[:k]

    before = memory()["private_bytes"]
    found = ask(cast("Engine", Holding()), {"folder": str(tmp_path), "language": "en", "questions": ["Who?"]})
    assert found["private_bytes"] - before > 60 << 20


def test_sizes_are_written_as_people_do() -> None:
    assert [parse_size(text) for text in ("10000", "300k", "5M", "1m")] == [10_000, 300_000, 5_000_000, 1_000_000]
    for wrong in ("", "k", "0", "-5", "1.5M", "ten"):
        with pytest.raises(click.BadParameter, match="10k"):
            parse_size(wrong)


def test_every_set_is_named_once_with_its_language(tmp_path: Path) -> None:
    sets = labelled_sets(tmp_path / "eval", tmp_path / "archives")
    assert all(labels.name == name for name, labels in sets.items())
    assert {name: labels.language for name, labels in sets.items() if labels.language != "en"} == {
        "parsinlu_rc_fa": "fa",
        "arcd_ar": "ar",
        "cnil_fr": "fr",
    }


def test_a_line_that_is_no_question_is_refused_with_its_number(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps(QUESTIONS[0]) + '\n{"question": "Who?"}\n', "utf-8")
    with pytest.raises(click.ClickException, match="line 2"):
        read_passage_labels(file)
