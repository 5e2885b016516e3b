"""Nothing is lost because it cannot be seen just now: empty mounts, folders without permissions, files half gone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from corpus.errors import CorrectionsInvalid, DirectionsInvalid
from corpus.ingest import Tally, ingest
from corpus.reading import filling
from corpus.redating import Redating
from corpus.store.writing import StoreWriter
from corpus.surveying import survey
from tests.corpus.making import fill, ingested, quarantine, quiet, record, texts
from tests.corpus.test_ingest import touch

NOBODY = 65534
PAGES: dict[str, str | bytes] = {f"{part}/{n}.txt": f"Words of {n}." for part in "ab" for n in range(30)}


@contextmanager
def powerless() -> Iterator[None]:
    """Be somebody whom permissions hold for."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


@pytest.fixture
def read(home: Path, archive: Path) -> Path:
    """An archive of sixty pages that has been read."""
    ingested(home, fill(archive, PAGES))
    return archive


def refusals(home: Path, *roots: Path) -> list[str | None]:
    """Return why archives would not be changed."""
    with StoreWriter(home, 2) as writer:
        return [plan.refused for plan in survey(writer, list(roots))]


def test_an_empty_mount_point_changes_nothing_and_says_what_where_and_the_cure(home: Path, read: Path) -> None:
    read.rename(read.with_name("elsewhere"))
    read.mkdir()
    assert ingested(home, read, generation=2) == Tally()
    assert len(texts(home)) == 60
    (said,) = refusals(home, read)
    assert said is not None
    assert "60 of 60 files are gone" in said
    assert str(read) in said
    assert "mounted" in said
    assert "--force" in said
    assert ingested(home, read, generation=2, force=True).removed == 60


def test_a_mount_point_with_nothing_but_a_hidden_file_is_empty_too(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, {"a.txt": "Words."}))
    (archive / "a.txt").rename(archive / ".a.txt")
    assert refusals(home, archive) != [None]


@pytest.mark.parametrize(("gone", "refused"), [(5, False), (6, False), (7, True)])
def test_more_than_a_tenth_is_asked_about_and_a_handful_never(home: Path, read: Path, gone: int, refused: bool) -> None:
    for file in sorted(read.glob("*/*.txt"))[:gone]:
        file.unlink()
    assert ingested(home, read, generation=2).removed == (0 if refused else gone)


def test_a_handful_of_a_small_archive_may_go(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, {f"{n}.txt": f"Words {n}." for n in range(6)}))
    for n in range(5):
        (archive / f"{n}.txt").unlink()
    assert ingested(home, archive, generation=2).removed == 5


def test_an_archive_that_is_refused_does_not_keep_others_from_being_read(
    home: Path, read: Path, tmp_path: Path
) -> None:
    other = fill(tmp_path / "other", {"new.txt": "New words."})
    for file in read.glob("*/*.txt"):
        file.unlink()
    assert ingested(home, read, other, generation=2) == Tally(read=1, articles=1)
    assert len(texts(home)) == 61


def test_what_the_dates_file_of_a_refused_archive_said_last_still_holds(home: Path, read: Path) -> None:
    fill(read, {"dates.toml": '"a/*" = "2019-05-01"'})
    with StoreWriter(home, 2) as writer:
        assert Redating(writer, home, [read]).run(quiet, workers=0).changed == 30
    read.rename(read.with_name("elsewhere"))
    read.mkdir()
    with StoreWriter(home, 3) as writer:
        assert Redating(writer, home, [read]).run(quiet, workers=0).changed == 0


@pytest.mark.parametrize("mode", [0o000, 0o444])
def test_a_folder_that_lost_its_permissions_keeps_its_articles_and_is_told(home: Path, mode: int) -> None:
    with TemporaryDirectory() as folder:  # that others may walk into, as they may not into tests' own
        Path(folder).chmod(0o755)
        archive = fill(Path(folder), PAGES)
        ingested(home, archive)
        (archive / "a").chmod(mode)
        with StoreWriter(home, 2) as writer, powerless():
            tally = ingest(writer, [archive], report=quiet, workers=0)
        (archive / "a").chmod(0o755)
        assert (tally.removed, tally.unchanged, tally.kept) == (0, 30, 1 if mode == 0 else 30)
        assert len(texts(home)) == 60
        told = quarantine(home)
        assert {one.path.partition("/")[0] for one in told} == {"a"}
        assert all("Permission denied" in one.reason for one in told)
        assert ingested(home, archive, generation=2).removed == 0
        assert (len(texts(home)), quarantine(home)) == (60, [])


@pytest.mark.parametrize("mode", [0o000, 0o444])
@pytest.mark.parametrize("which", [".", ".."])
def test_an_archive_that_nobody_may_look_into_keeps_its_articles_and_others_are_read(mode: int, which: str) -> None:
    with TemporaryDirectory() as folder:  # that others may walk into, as they may not into tests' own
        Path(folder).chmod(0o755)
        home = Path(folder) / "home"
        shut, other = fill(Path(folder) / "in" / "shut", PAGES), fill(Path(folder) / "other", {"a.txt": "Old words."})
        ingested(home, shut, other)
        fill(other, {"b.txt": "New words."})
        (shut / which).chmod(mode)
        with StoreWriter(home, 2) as writer, powerless():
            plans = survey(writer, [shut, other])
            tally = ingest(writer, [shut, other], report=quiet, workers=0)
            Redating(writer, home, [other])  # what the dates file of the other says is not asked for
        (Path(folder) / "in").chmod(0o755)
        shut.chmod(0o755)
        assert (tally.removed, tally.articles, len(texts(home))) == (0, 1, 62)
        assert plans[1].refused is None
        assert f"{shut}: cannot be looked into (Permission denied)" in str(plans[0].refused)
        assert ingested(home, shut, other, generation=2).removed == 0


def test_a_file_that_goes_while_the_run_is_at_work_keeps_its_articles_until_the_next(home: Path, archive: Path) -> None:
    ingested(home, fill(archive, {"a.txt": "Words of a.", "b.txt": "Words of b."}))
    touch(archive / "b.txt", "Other words of b.")

    def report(*_: object) -> None:
        (archive / "b.txt").unlink(missing_ok=True)

    with StoreWriter(home, 2) as writer:
        tally = ingest(writer, [archive], report=report)
    assert (tally.unsettled, tally.removed) == (1, 0)
    assert texts(home) == {"a": "Words of a.", "b": "Words of b."}
    assert ingested(home, archive, generation=2).removed == 1


def test_a_file_that_is_written_to_while_it_is_read_loses_nothing(
    home: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "LEAST", filling.BATCH // 30 + 1)  # thirty in a batch
    lines = [record(id=f"r{n}", text=f"Words {n}.") for n in range(90)]
    ingested(home, fill(archive, {"wire.jsonl": b"".join(lines)}))
    touch(archive / "wire.jsonl", b"".join(lines[:45]))

    def report(*_: object) -> None:
        touch(archive / "wire.jsonl", b"".join(lines))

    with StoreWriter(home, 2) as writer:
        assert ingest(writer, [archive], report=report).removed in {0, 45}
    ingested(home, archive, generation=2)
    assert len(texts(home)) == 90


@pytest.mark.parametrize(("name", "error"), [("dates.toml", CorrectionsInvalid), ("archive.toml", DirectionsInvalid)])
def test_a_pipe_in_place_of_a_maintainers_file_is_told_and_not_waited_for(
    home: Path, archive: Path, name: str, error: type[Exception]
) -> None:
    fill(archive, {"a.txt": "Words."})
    os.mkfifo(archive / name)
    with pytest.raises(error, match="no file"):
        look_at(home, archive)


def look_at(home: Path, archive: Path) -> None:
    """Read what the maintainer says of an archive."""
    with StoreWriter(home, 1) as writer:
        survey(writer, [archive])
        Redating(writer, home, [archive])
