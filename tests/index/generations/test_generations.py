"""Generations on disk: whole ones are used, anything else is refused with the cure."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus.errors import IndexUnusable
from index.generations import folder as generations
from index.generations import keeping
from index.generations.folder import Arrays, Manifest, load, point_to
from tests.corpus.making import hostile

CURE = r"build it (again: dateline index PATH --full|anew of the store: dateline index)"
ARRAYS: Arrays = {
    "numbers": np.arange(500, dtype=np.int32),
    "table": np.ones((3, 4), np.float32),
    "nothing": np.zeros(0, np.int64),
}


def manifest(number: int) -> Manifest:
    """Return what a generation says of itself."""
    return Manifest(number, "2024-03-01T00:00:00+00:00", 5, 2, 9, {"passage_k": 0.9}, "2-2-3", "stemmer 3")


def write(index: Path, said: Manifest, arrays: Arrays) -> None:
    """Write a generation."""
    with generations.writing(index, said.number) as out:
        for name, array in arrays.items():
            out.array(name, array)
        out.finish(said)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """A folder with generation 1, pointed to."""
    folder = tmp_path / "index"
    write(folder, manifest(1), ARRAYS)
    point_to(folder, 1)
    return folder


def test_what_is_written_is_loaded(index: Path) -> None:
    found, arrays = load(index, 1, whole=True)
    assert found == manifest(1)
    assert set(arrays) == set(ARRAYS)
    for name, array in ARRAYS.items():
        assert np.array_equal(arrays[name], array)
        assert (arrays[name].dtype, arrays[name].shape) == (array.dtype, array.shape)


def test_loaded_arrays_cannot_be_written(index: Path) -> None:
    with pytest.raises(ValueError, match="read-only"):
        load(index, 1)[1]["numbers"][0] = 7


def test_the_pointer_names_the_current_generation(index: Path) -> None:
    assert (index / "current").read_text() == "generation-000001\n"
    assert generations.current_number(index) == 1


def test_without_a_pointer_there_is_no_current_generation(tmp_path: Path) -> None:
    assert generations.current_number(tmp_path) is None
    assert generations.numbers(tmp_path) == []


def spoil_size(folder: Path) -> None:
    """Cut an array short."""
    file = folder / "numbers.npy"
    file.write_bytes(file.read_bytes()[:-4])


def spoil_array(folder: Path) -> None:
    """Take an array away."""
    (folder / "table.npy").unlink()


def spoil_folder(folder: Path) -> None:
    """Put a folder where an array should be."""
    spoil_array(folder)
    (folder / "table.npy").mkdir()


def spoil_manifest(folder: Path) -> None:
    """Take the manifest away."""
    (folder / "manifest.json").unlink()


def spoil_json(folder: Path) -> None:
    """Cut the manifest short."""
    file = folder / "manifest.json"
    file.write_text(file.read_text()[:-20])


def spoil_format(folder: Path) -> None:
    """Say that the generation is of the next format."""
    said = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(said | {"format": generations.FORMAT + 1}))


def spoil_encoding(folder: Path) -> None:
    """Write a manifest that is no UTF-8."""
    (folder / "manifest.json").write_bytes(b"\xff\xfe{}")


SPOILERS = [
    spoil_size,
    spoil_array,
    spoil_folder,
    spoil_manifest,
    spoil_json,
    spoil_format,
    spoil_encoding,
    shutil.rmtree,
]


@pytest.mark.parametrize("spoil", SPOILERS)
def test_a_generation_that_is_damaged_is_refused_with_its_place_and_the_cure(
    index: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(index / "generation-000001")
    with pytest.raises(IndexUnusable, match=f"generation-000001.*{CURE}"):
        load(index, 1)


@pytest.mark.parametrize("place", [200, 1000, 2127])
def test_a_changed_byte_is_found_when_the_whole_is_compared(index: Path, place: int) -> None:
    file = index / "generation-000001" / "numbers.npy"
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)
    with pytest.raises(IndexUnusable, match=f"numbers.npy: is damaged; {CURE}"):
        load(index, 1, whole=True)


@pytest.mark.parametrize("files", [None, [], ["numbers"], {"numbers": {}}, {"numbers": None}], ids=str)
def test_a_manifest_whose_list_of_files_is_damaged_is_refused(index: Path, files: object) -> None:
    path = index / "generation-000001" / "manifest.json"
    said = json.loads(path.read_text())
    path.write_text(
        json.dumps(
            {name: value for name, value in said.items() if name != "files"} | ({"files": files} if files else {})
        )
    )
    with pytest.raises(IndexUnusable, match=CURE):
        load(index, 1, whole=True)


@pytest.mark.parametrize("said", ["[]", "5", "null", '"text"', "{}", '{"format": 1}'])
def test_a_manifest_that_is_none_is_refused(index: Path, said: str) -> None:
    (index / "generation-000001" / "manifest.json").write_text(said)
    with pytest.raises(IndexUnusable, match=CURE):
        load(index, 1)


@settings(hostile, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 127), st.integers(0, 255))
@example(10, ord("("))
def test_a_damaged_header_of_an_array_is_refused_or_harmless(index: Path, place: int, byte: int) -> None:
    file = index / "generation-000001" / "numbers.npy"
    whole = file.read_bytes()
    try:
        file.write_bytes(whole[:place] + bytes([byte]) + whole[place + 1 :])
        load(index, 1)
    except IndexUnusable as refused:
        assert "build it again" in str(refused)  # noqa: PT017 - being read is right as well
    finally:
        file.write_bytes(whole)


@pytest.mark.parametrize("words", ["", "\n", "nothing", "generation-", "generation-x", "-1", "1.5", "../x"])
def test_a_pointer_that_names_no_generation_is_refused(index: Path, words: str) -> None:
    (index / "current").write_text(words)
    with pytest.raises(IndexUnusable, match=f"current: names no generation; {CURE}"):
        generations.current_number(index)


@pytest.mark.parametrize("words", ["generation-²", "generation-" + "9" * 5000], ids=["superscript", "long"])
def test_a_pointer_with_digits_that_are_no_number_is_refused(index: Path, words: str) -> None:
    (index / "current").write_text(words, "utf-8")
    with pytest.raises(IndexUnusable):
        generations.current_number(index)


def test_a_pointer_that_cannot_be_read_is_refused(index: Path) -> None:
    (index / "current").write_bytes(b"\xff\xff")
    with pytest.raises(IndexUnusable, match=f"current: cannot be read .*{CURE}"):
        generations.current_number(index)
    (index / "current").unlink()
    (index / "current").mkdir()
    with pytest.raises(IndexUnusable, match=CURE):
        generations.current_number(index)


def test_a_pointer_to_nothing_is_refused_when_it_is_followed(index: Path) -> None:
    point_to(index, 7)
    assert generations.current_number(index) == 7
    with pytest.raises(IndexUnusable, match=f"generation-000007.*{CURE}"):
        load(index, 7)


def test_what_an_interrupted_build_has_left_is_removed_by_the_next(index: Path) -> None:
    left = index / "generation-000002.building"
    left.mkdir()
    (left / "numbers.npy").write_bytes(b"half")
    assert generations.numbers(index) == [1]
    write(index, manifest(2), ARRAYS)
    assert sorted(path.name for path in index.iterdir()) == ["current", "generation-000001", "generation-000002"]
    assert generations.current_number(index) == 1


def test_a_generation_that_was_written_but_never_pointed_to_is_replaced(index: Path) -> None:
    write(index, manifest(2), {"other": np.zeros(3)})
    write(index, manifest(2), ARRAYS)
    assert set(load(index, 2, whole=True)[1]) == set(ARRAYS)


@pytest.mark.parametrize(
    ("there", "current", "kept"),
    [([1], 1, [1]), ([1, 2], 2, [1, 2]), ([1, 2, 3], 3, [2, 3]), ([1, 4, 9], 9, [4, 9]), ([1, 2, 3, 4], 3, [2, 3])],
)
def test_two_generations_are_kept_the_current_one_and_the_one_before(
    tmp_path: Path, there: list[int], current: int, kept: list[int]
) -> None:
    for number in there:
        write(tmp_path, manifest(number), ARRAYS)
    assert keeping.keep(tmp_path, current, keeping.before(tmp_path, current)) == kept[0]
    assert generations.numbers(tmp_path) == kept


def test_a_reader_never_meets_half_a_switch(index: Path) -> None:
    write(index, manifest(2), ARRAYS)
    turn = threading.Condition()
    seen: list[int] = []
    errors: list[Exception] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                number = generations.current_number(index)
                assert number is not None
                load(index, number)
            except (IndexUnusable, AssertionError) as error:
                errors.append(error)
                number = 0
            with turn:
                seen.append(number)
                turn.notify_all()

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for switch in range(20):
            with turn:
                before = len(seen)
                turn.wait_for(lambda before=before: len(seen) > before, timeout=120)  # type: ignore[misc]
            point_to(index, 2 - switch % 2)
    finally:
        done.set()
        reader.join()
    assert errors == []
    assert set(seen) == {1, 2}


def test_an_array_is_written_piece_by_piece_and_must_be_whole(tmp_path: Path) -> None:
    with generations.writing(tmp_path, 1) as out:
        with out.pieces("table", np.int32, (3, 2)) as write_piece:
            for piece in (ARRAYS["numbers"][:4], ARRAYS["numbers"][:0], ARRAYS["numbers"][4:6]):
                write_piece(piece)
        with (
            pytest.raises(ValueError, match="short: 132 bytes written of 136"),
            out.pieces("short", np.int32, (2,)) as some,
        ):
            some(ARRAYS["numbers"][:1])
        out.finish(manifest(1))
    assert load(tmp_path, 1, whole=True)[1]["table"].tolist() == [[0, 1], [2, 3], [4, 5]]
