"""Tests of opening a cross-encoder: what is missing or odd is told at once, with the place and the cure."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import RerankerUnusable
from index.ranking.cross_encoder.opening import open_cross_encoder
from tests.index.ranking.cross_encoder import models
from tests.index.ranking.cross_encoder.models import write_folder


def refusal(folder: Path) -> str:
    """Return what is said of a folder that cannot be used."""
    with pytest.raises(RerankerUnusable) as refused:
        open_cross_encoder(folder, 5)
    return str(refused.value)


@pytest.mark.parametrize("name", ["model.onnx", "onnx/model.onnx"])
def test_a_model_stands_beside_its_tokenizer_or_as_folders_are_published(tmp_path: Path, name: str) -> None:
    folder = write_folder(tmp_path, models.LONGEST, name=name)
    found = open_cross_encoder(folder, 5).scores("a", ["b c", "d"])
    assert found is not None
    assert found.tolist() == [6, 5]


def test_the_model_beside_the_tokenizer_goes_first(tmp_path: Path) -> None:
    write_folder(tmp_path, models.THREE, name="onnx/model.onnx")
    found = open_cross_encoder(write_folder(tmp_path, models.LONGEST), 5).scores("a", ["b c", "d"])
    assert found is not None
    assert found.tolist() == [6, 5]


def _nothing(folder: Path) -> None:
    folder.rmdir()


def _a_file(folder: Path) -> None:
    folder.rmdir()
    folder.write_text("model", "utf-8")


def _empty(_: Path) -> None: ...


def _folder_for_model(folder: Path) -> None:
    (folder / "model.onnx").mkdir()


def _no_tokenizer(folder: Path) -> None:
    (write_folder(folder, models.LONGEST) / "tokenizer.json").unlink()


def _pointer(folder: Path) -> None:
    text = "version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 9\n"
    (write_folder(folder, models.LONGEST) / "model.onnx").write_text(text, "utf-8")


def _noise(folder: Path) -> None:
    (write_folder(folder, models.LONGEST) / "model.onnx").write_bytes(bytes(range(256)) * 40)


def _no_bytes(folder: Path) -> None:
    (write_folder(folder, models.LONGEST) / "model.onnx").write_bytes(b"")


def _cut_off(folder: Path) -> None:
    file = write_folder(folder, models.SHARED) / "model.onnx"
    file.write_bytes(file.read_bytes()[:-200])


def _no_json(folder: Path) -> None:
    (write_folder(folder, models.LONGEST) / "tokenizer.json").write_text("{", "utf-8")


def _other_json(folder: Path) -> None:
    (write_folder(folder, models.LONGEST) / "tokenizer.json").write_text('{"model_type": "bert"}', "utf-8")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (_nothing, "is no folder"),
        (_a_file, "is no folder"),
        (_empty, "has no model.onnx and no onnx/model.onnx"),
        (_folder_for_model, "has no model.onnx"),
        (_no_tokenizer, "has no tokenizer.json"),
        (_pointer, "model.onnx: is a pointer of git-lfs.*git lfs pull"),
        (_noise, "model.onnx: is no model in ONNX"),
        (_no_bytes, "model.onnx: is no model in ONNX"),
        (_cut_off, "model.onnx: is no model in ONNX"),
        (_no_json, "tokenizer.json: is no tokenizer"),
        (_other_json, "tokenizer.json: is no tokenizer"),
    ],
)
def test_a_folder_that_is_not_whole_is_told_with_the_place_and_the_cure(
    tmp_path: Path, make: Callable[[Path], None], says: str
) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    make(folder)
    said = refusal(folder)
    assert said.startswith(str(folder))
    assert re.search(says, said), said
    assert "\n" not in said
    assert "DATELINE_RERANKER" in said or "git lfs" in said


@pytest.mark.parametrize(
    ("graph", "says"),
    [
        (models.THREE, r"shape \(2, 3\) for 2 pairs"),
        (models.STATES, r"values of shape \(2, \d+, 1\)"),
        (models.NO_NUMBER, "no numbers"),
        (models.POSITIONS, "takes input_ids, position_ids, not input_ids"),
        (models.PICTURES, "takes pixel_values, not input_ids"),
        (models.measuring(taking="double[n,l] input_ids", of="input_ids"), r"takes tensor\(double\)"),
        (models.measuring(taking="int64[n] input_ids, int64[n,l] attention_mask"), "not rows of numbers"),
        (models.measuring(taking="int64[n,2] input_ids, int64[n,2] attention_mask"), "scores no pairs"),
        (models.looking_up(2), "scores no pairs"),
    ],
)
def test_a_model_of_another_kind_is_refused_and_told_what_it_takes_or_gives(
    tmp_path: Path, graph: str, says: str
) -> None:
    said = refusal(write_folder(tmp_path, graph))
    assert re.search(says, said), said
    assert said.startswith(str(tmp_path))
    assert said.endswith("set DATELINE_RERANKER to the folder of a cross-encoder in ONNX, or leave it empty")


@pytest.mark.parametrize("name", ["onnxruntime", "tokenizers"])
def test_a_missing_library_is_told_with_what_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = write_folder(tmp_path, models.LONGEST)
    for module in ("encoder", "model", "pairs"):
        monkeypatch.delitem(sys.modules, f"index.ranking.cross_encoder.{module}", raising=False)
    monkeypatch.setitem(sys.modules, name, None)
    said = refusal(folder)
    assert said.startswith(f"{folder}: re-ranking needs onnxruntime and tokenizers (import of {name}")
    assert "make rerank" in said
    assert "dateline[rerank]" in said
