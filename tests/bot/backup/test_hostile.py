"""Backups that are damaged or were made to do harm are refused, and leave nothing."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.backup.restoring import restore
from corpus.errors import BackupUnusable
from corpus.store.reading import StoreReader
from tests.bot.backup.making import listed, members, packed, plain, repacked
from tests.corpus.making import examples

LONG = "x" * 9_000_000


def changed(data: bytes, at: float) -> bytes:
    place = int(at * (len(data) - 1))
    return data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]


@settings(examples(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1), cut=st.booleans())
def test_a_backup_that_is_damaged_or_cut_off_is_refused_and_leaves_nothing(
    kept: Path, tmp_path: Path, at: float, cut: bool
) -> None:
    data = kept.read_bytes()
    bad, home = tmp_path / "bad", tmp_path / "home"
    bad.write_bytes(data[: int(at * (len(data) - 1))] if cut else changed(data, at))
    told = ""
    try:
        restore(bad, home)
    except BackupUnusable as error:
        told = str(error)
    if told:
        assert told.startswith(f"{bad}: ")
        assert not [one.name for one in home.iterdir() if one.name != ".indexing"]
    else:  # a byte that means nothing
        assert StoreReader(home).counts().articles == 46
        shutil.rmtree(home)


def hostile(kept: Path, folder: Path) -> dict[str, Path]:
    """Return files that somebody has made to do harm."""
    held = members(kept)
    said = held["manifest.json"]
    rest = [plain(name, data) for name, data in held.items() if name not in {"manifest.json", "archive.db"}]
    store = held["archive.db"]
    first = plain("manifest.json", said)
    bad = {
        "path": repacked(folder / "path", held | {"../out.txt": b"x"}),
        "absolute": repacked(folder / "absolute", held | {"/out.txt": b"x"}),
        "other": repacked(folder / "other", held | {"index/../../out.npy": b"x"}),
        "hidden": repacked(folder / "hidden", held | {".env": b"x"}),
        "unlisted": packed(folder / "unlisted", [first, plain("archive.db", store), *rest, plain("out.txt", b"x")]),
        "link": packed(folder / "link", [first, plain("archive.db", b"", type=tarfile.SYMTYPE, linkname="/etc")]),
        "hard link": packed(folder / "hard", [first, plain("archive.db", b"", type=tarfile.LNKTYPE, linkname="x")]),
        "device": packed(folder / "device", [first, plain("archive.db", b"", type=tarfile.CHRTYPE)]),
        "pipe": packed(folder / "pipe", [first, plain("archive.db", b"", type=tarfile.FIFOTYPE)]),
        "extended": packed(folder / "extended", [plain("manifest.json", said, pax_headers={"size": "9"})]),
        "long header": packed(folder / "long", [plain("manifest.json", said, pax_headers={"comment": LONG})]),
        "twice": packed(folder / "twice", [first, plain("archive.db", store), plain("archive.db", store), *rest]),
        "no store": repacked(folder / "none", {name: data for name, data in held.items() if name != "archive.db"}),
        "counts": repacked(folder / "counts", held, articles=1 << 70),
        "text": repacked(folder / "text", held, made_at="\x1b[31m"),
        "huge": packed(folder / "huge", [plain("manifest.json", json.dumps(listed(held) | {
            "members": [{"name": "archive.db", "size": 1 << 50, "sha256": "0" * 64}]}).encode()), *rest]),
        "zeros": packed(folder / "zeros", [plain("manifest.json", b" " * (2 << 20))]),
        "deep": packed(folder / "deep", [plain("manifest.json", b"[" * 100_000)]),
    }  # fmt: skip
    trigger = folder / "t.db"
    trigger.write_bytes(store)
    with closing(sqlite3.connect(trigger)) as database:
        database.execute("CREATE TRIGGER harm AFTER INSERT ON meta BEGIN DELETE FROM articles; END")
        database.commit()
    bad["trigger"] = repacked(folder / "trigger", held | {"archive.db": trigger.read_bytes()})
    with closing(sqlite3.connect(trigger)) as database:
        database.executescript("DROP TRIGGER harm; UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    bad["newer"] = repacked(folder / "newer", held | {"archive.db": trigger.read_bytes()})
    return bad


def test_files_that_were_made_to_do_harm_are_refused_and_leave_nothing(kept: Path, tmp_path: Path) -> None:
    home = tmp_path / "inner" / "home"
    for name, file in hostile(kept, tmp_path).items():
        with pytest.raises(BackupUnusable) as refused:
            restore(file, home)
        assert str(refused.value).startswith(str(file)), (name, refused.value)
        assert "\x1b" not in str(refused.value)
        assert [one.name for one in home.iterdir()] == [".indexing"], name
    assert sorted(one.name for one in (tmp_path / "inner").iterdir()) == ["home"]
