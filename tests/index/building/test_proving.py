"""A generation that fails its check is never switched to, whatever is wrong with it; the old one goes on answering."""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import IndexUnusable
from corpus.store.live import LiveArticle
from corpus.store.reading import StoreReader
from index.building import build as building
from index.building.proving import prove
from index.engine.embedded import EmbeddedEngine
from index.engine.sample import SAMPLED, finds_itself, sample
from index.generations import folder as generations
from tests.conftest import SAMPLE, clean_environment
from tests.index.making import FACTS, ask, filler, ids, indexed, searching, write_records

QUESTION = "Who opened the bridge over the Arle?"


def flip_a_byte(folder: Path) -> None:
    """Damage a file as a disk does."""
    file = folder / "sequence.npy"
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)


def write_anew(folder: Path, name: str, array: np.ndarray[tuple[int, ...], np.dtype[np.int32]]) -> None:
    """Write another array in the place of one, as a fault of ours would: with the right checksum."""
    file = folder / f"{name}.npy"
    np.save(file, array)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["files"][name] = {"bytes": file.stat().st_size, "crc32": zlib.crc32(file.read_bytes())}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def take_other_passages(folder: Path) -> None:
    """Have each passage show the words of another."""
    write_anew(folder, "passage_rows", np.load(folder / "passage_rows.npy")[::-1].copy())


def lose_an_article(folder: Path) -> None:
    """Name an article twice, and another not at all."""
    rows = np.load(folder / "article_rows.npy")
    rows[0] = rows[1]
    write_anew(folder, "article_rows", rows)


def lose_weights(folder: Path) -> None:
    """Have no word weigh anything in any passage."""
    write_anew(folder, "passage_table", np.zeros_like(np.load(folder / "passage_table.npy")))


FAULTS = [
    (flip_a_byte, r"sequence\.npy: is damaged"),
    (take_other_passages, r"passage 0 has not the words that it has in the store"),
    (lose_an_article, r"has \d+ articles with \d+ passages, but the store"),
    (lose_weights, r"passage \d+ is not found by its own words"),
]


@pytest.mark.parametrize(("damage", "told"), FAULTS)
def test_a_generation_that_is_damaged_before_it_answers_is_not_switched_to(
    home: Path, wire: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], None], told: str
) -> None:
    indexed(home, write_records(wire, FACTS[:3]))
    write_records(wire, [*FACTS, *filler(70)])

    def damaged(store: StoreReader, index: Path, number: int, **how: Sequence[LiveArticle]) -> None:
        damage(index / generations.folder_name(number))
        prove(store, index, number, **how)

    with monkeypatch.context() as patched, searching(home) as searcher:
        patched.setattr(building, "prove", damaged)
        for _ in range(2):
            with pytest.raises(IndexUnusable, match=rf"2 is not switched to, generation 1 goes .*{told}.*--full"):
                indexed(home, wire)
            assert generations.numbers(home / "index") == [1]
            assert ask(searcher, QUESTION).generation == 1
            assert ids(ask(searcher, QUESTION))[0] == "bridge"
    assert indexed(home, wire).generation == 2
    with searching(home) as searcher:
        assert ids(ask(searcher, "Where was the oldest pan of salt found?"))[0] == "museum"


DAMAGING = """
import sys
from pathlib import Path
from index.building import build as building
from bot.cli.main import main
prove = building.prove
def damaged(store, index, number, **how):
    file = next(index.glob(f"generation-{number:06d}/sequence.npy"))
    file.write_bytes(file.read_bytes()[:-1] + b"~")
    prove(store, index, number, **how)
building.prove = damaged
main()
"""


def test_the_command_ends_with_one_message_and_status_1(home: Path, wire: Path) -> None:
    indexed(home, write_records(wire, FACTS[:3]))
    write_records(wire, FACTS)
    run = subprocess.run(
        [sys.executable, "-c", DAMAGING, "--home", str(home), "index"],
        env=clean_environment(PYTHONPATH=str(SAMPLE.parents[1])),
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (run.returncode, run.stdout) == (1, "")
    assert [line for line in run.stderr.splitlines() if "dateline: " in line] == run.stderr.splitlines()[-1:]
    assert "generation 1 goes on answering" in run.stderr


def test_passages_of_the_same_words_find_themselves_or_their_like(home: Path, wire: Path) -> None:
    same = [{"id": f"same-{number}", "text": "The bell of Karst rang at noon."} for number in range(30)]
    indexed(home, write_records(wire, [*same, *filler(60)]))
    engine = EmbeddedEngine(home / "index", compiled=False)
    tried = list(sample(engine))
    assert len(tried) == SAMPLED
    assert all(finds_itself(engine, one) for one in tried)
    assert all(one.search is not None for one in tried)
