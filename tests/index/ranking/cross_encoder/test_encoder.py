"""Tests of scoring with a cross-encoder: what kinds of models say, in time or not at all."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

import pytest

from index.ranking.cross_encoder.encoder import CrossEncoder
from index.ranking.cross_encoder.opening import open_cross_encoder
from tests.index.ranking.cross_encoder import models
from tests.index.ranking.cross_encoder.models import tokenizer_of, write_folder

QUESTION = "who opened the bridge"
PASSAGES = (
    "A bridge",
    "The mayor opened the bridge",
    "Nobody",
    "Who was the mayor who opened the old bridge",
    "The school opened",
)
"""Sharing 1, 4, 0, 6 and 2 words with the question ("the" and "who" twice), and of 2, 5, 1, 9 and 3 words."""


def encoder(
    folder: Path, graph: str, *texts: str, seconds: float = 30, length: int | None = None, threads: int = 1
) -> CrossEncoder:
    """Return an open cross-encoder that knows the words of the question and the passages, and of ``texts``."""
    write_folder(folder, graph, (QUESTION, *PASSAGES, *texts), length=length)
    return open_cross_encoder(folder, seconds, threads)


def scores(encoder: CrossEncoder, question: str = QUESTION, passages: tuple[str, ...] = PASSAGES) -> list[float] | None:
    """Return what a cross-encoder says."""
    found = encoder.scores(question, passages)
    return None if found is None else found.tolist()


@pytest.mark.parametrize(
    ("graph", "wanted"),
    [
        (models.SHARED, [1, 4, 0, 6, 2]),
        (models.LONGEST, [9, 12, 8, 16, 10]),
        (models.FLAT, [9, 12, 8, 16, 10]),
        (models.NARROW, [9, 12, 8, 16, 10]),
        (models.FIXED, [9, 12, 8, 16, 10]),
        (models.SHORTEST, [-4.5, -6, -4, -8, -5]),
    ],
    ids=["three inputs", "two inputs", "one value without a column", "other types", "fixed shapes", "two values"],
)
def test_every_kind_of_model_scores_each_passage_by_itself(tmp_path: Path, graph: str, wanted: list[float]) -> None:
    assert scores(encoder(tmp_path, graph)) == wanted


@pytest.mark.parametrize("graph", [models.SHARED, models.SINGLE, models.NARROW, models.SHORTEST, models.FIXED])
def test_a_score_does_not_depend_on_what_else_is_scored(tmp_path: Path, graph: str) -> None:
    found = encoder(tmp_path, graph)
    alone = [scores(found, QUESTION, (passage,)) for passage in PASSAGES]
    assert scores(found) == [score for one in alone if one is not None for score in one]


def test_threads_give_the_same_scores(tmp_path: Path) -> None:
    found = encoder(tmp_path, models.SHARED, threads=2)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: scores(found), range(40))) == [[1, 4, 0, 6, 2]] * 40


def test_no_passages_have_no_scores(tmp_path: Path) -> None:
    assert scores(encoder(tmp_path, models.LONGEST), QUESTION, ()) == []


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("who", "bridge " * 2000),
        ("who " * 2000, "bridge"),
        ("who " * 2000, "bridge " * 2000),
        ("كيف " * 900, "پل " * 900),
        ("?" * 5000, ""),
        ("", "bridge " * 900),
        ("\x00\ud7ff🌉" * 400, "\u202e" * 1000),
    ],
)
@pytest.mark.parametrize(("told", "most"), [(None, 512), (20, 20), (512, 512)])
def test_what_is_long_is_cut_to_what_the_model_takes(
    tmp_path: Path, question: str, passage: str, told: int | None, most: int
) -> None:
    found = scores(encoder(tmp_path, models.LONGEST, length=told), question, (passage,))
    assert found is not None
    assert 3 <= found[0] <= most


def test_a_model_of_a_fixed_length_has_longer_pairs_cut_and_shorter_ones_filled_up(tmp_path: Path) -> None:
    assert scores(encoder(tmp_path, models.FIXED), QUESTION, ("bridge " * 90, "bridge")) == [24, 8]


def test_a_question_is_kept_whole_while_the_passage_is_longer(tmp_path: Path) -> None:
    found = encoder(tmp_path, models.SHARED, length=20)
    assert scores(found, QUESTION, ("bridge " * 13 + "mayor " * 50 + "who",)) == [13]


def test_a_tokenizer_that_does_not_pad_is_padded_with_the_token_for_it(tmp_path: Path) -> None:
    write_folder(tmp_path, models.SINGLE, PASSAGES)
    tokenizer_of((QUESTION, *PASSAGES), pad=False).save(str(tmp_path / "tokenizer.json"))
    found = open_cross_encoder(tmp_path, 5)
    assert scores(found) == [scores(found, QUESTION, (passage,))[0] for passage in PASSAGES]  # type: ignore[index]


def test_a_batch_under_way_is_ended_when_the_time_is_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    found = encoder(tmp_path, models.ENDLESS, seconds=0.2)
    begun = perf_counter()
    assert scores(found) is None
    assert perf_counter() - begun < 5
    assert scores(found, QUESTION, PASSAGES[:2]) == [9, 12]
    assert scores(found) is None
    assert [record.getMessage() for record in caplog.records] == [
        "The re-ranker takes longer than 0.2 s: the usual order stands whenever that happens."
    ]
    assert capfd.readouterr() == ("", "")


def test_no_batch_begins_when_the_time_is_over(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert scores(encoder(tmp_path, models.LONGEST, seconds=1e-9)) is None
    assert "takes longer than 1e-09 s" in caplog.text


def test_a_model_that_fails_gives_no_scores_is_told_once_and_quotes_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    many = " ".join(f"xantho{number:03}" for number in range(300))
    found = encoder(tmp_path, models.looking_up(200), many)
    asked = f"Who saw xantho299, {QUESTION}?"
    for _ in range(3):
        assert scores(found, asked) is None
    assert scores(found, "nobody", ("a", "bridge")) is not None
    (record,) = caplog.records
    assert record.getMessage().startswith("The re-ranker failed (")
    written = caplog.text + "".join(capfd.readouterr())
    assert "xantho" not in written
    assert "indices" not in written
    assert record.exc_info is None
