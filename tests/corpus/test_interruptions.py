"""Whatever interrupts a run, what was committed stays and the next run carries on."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.ingest import Tally, ingest
from corpus.reading import filling
from corpus.store.writing import StoreWriter
from tests.corpus.making import fill, ingested, record, texts
from tests.corpus.test_ingest import touch

RECORDS = [record(id=f"r{n}", text=f"Words {n}.") for n in range(90)]
EVERYTHING = {f"r{n}": f"Words {n}." for n in range(90)}


@pytest.fixture(autouse=True)
def _short_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have twenty items in a batch, where ten times as many would be, and no workers for so few."""
    monkeypatch.setattr(filling, "LEAST", filling.BATCH // 20 + 1)
    monkeypatch.setattr("corpus.ingest.ALONE", 9)


def interrupted(home: Path, archive: Path, after: int, generation: int = 1) -> Tally:
    """Bring a store up to date, but press Ctrl-C at a report; return the tally then."""
    reports = 0
    tally = Tally()

    def report(_done: int, _total: int, now: Tally) -> None:
        nonlocal reports, tally
        reports += 1
        tally = now
        if reports == after:
            raise KeyboardInterrupt

    with StoreWriter(home, generation) as writer, pytest.raises(KeyboardInterrupt):
        ingest(writer, [archive], report=report)
    return tally


@pytest.mark.parametrize(("after", "alone"), [(1, 9), (3, 9), (5, 9), (3, 0)])
def test_an_interrupted_first_run_is_carried_on_behind_its_last_batch(
    home: Path, archive: Path, monkeypatch: pytest.MonkeyPatch, after: int, alone: int
) -> None:
    monkeypatch.setattr("corpus.ingest.ALONE", alone)
    fill(archive, {"wire.jsonl": b"".join(RECORDS)})
    done = interrupted(home, archive, after).articles
    assert 0 < done <= 90
    assert len(texts(home)) == done
    known = done if done < 90 else 1  # a file that was read to its end is not even opened
    assert ingested(home, archive) == Tally(read=90 - done, unchanged=known, articles=90 - done)
    assert texts(home) == EVERYTHING


def test_a_run_that_is_interrupted_again_and_again_comes_to_its_end(home: Path, archive: Path) -> None:
    fill(archive, {"wire.jsonl": b"".join(RECORDS)})
    for _ in range(4):
        interrupted(home, archive, 1)
    assert len(texts(home)) == 80
    assert ingested(home, archive).articles == 10
    assert texts(home) == EVERYTHING


def test_an_interrupted_update_keeps_the_articles_that_it_has_not_come_to(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, {"wire.jsonl": b"".join(RECORDS)}))
    changed = [line.replace(b"Words", b"Other words") for line in RECORDS]
    touch(archive / "wire.jsonl", b"".join(changed))
    interrupted(home, archive, 2, generation=2)
    between = texts(home)
    assert set(between) == set(EVERYTHING)
    assert sum(text.startswith("Other") for text in between.values()) == 40
    assert ingested(home, archive, generation=2) == Tally(read=50, unchanged=40, articles=50)
    assert texts(home) == {name: text.replace("Words", "Other words") for name, text in EVERYTHING.items()}


def test_an_interrupted_removal_is_finished_by_the_next_run(home: Path, archive: Path) -> None:
    fill(archive, {"a.txt": "Words of a.", "b.txt": "Words of b.", "wire.jsonl": b"".join(RECORDS)})
    ingested(home, archive)
    touch(archive / "wire.jsonl", b"".join(RECORDS[:45]))
    (archive / "b.txt").unlink()
    assert interrupted(home, archive, 1, generation=2).removed == 1
    tally = ingested(home, archive, generation=2)
    assert tally.removed == 45
    assert set(texts(home)) == {"a"} | {f"r{n}" for n in range(45)}


def test_an_interrupted_full_run_neither_doubles_nor_loses_anything(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, {"wire.jsonl": b"".join(RECORDS)}))
    with StoreWriter(home, 2) as writer, pytest.raises(KeyboardInterrupt):
        ingest(writer, [archive], full=True, report=stop)
    assert texts(home) == EVERYTHING
    assert ingested(home, archive, generation=2).articles == 0
    assert texts(home) == EVERYTHING


def stop(*_: object) -> None:
    """Press Ctrl-C at the first report."""
    raise KeyboardInterrupt


def test_a_file_that_is_changed_back_after_an_interrupted_run_keeps_its_article(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, {"a.txt": "First words."}))
    touch(archive / "a.txt", "Second words.")
    interrupted(home, archive, 1, generation=2)
    touch(archive / "a.txt", "First words.")
    ingested(home, archive, generation=2)
    assert texts(home) == {"a": "First words."}
