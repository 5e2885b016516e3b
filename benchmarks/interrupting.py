"""Kills ``dateline index`` at random moments, and compares what comes of it with an undisturbed run, row by row.

    make kills            two hundred kills on a mixed archive that changes between them

Row numbers, times of reading and generations differ; everything else must be the same.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

SEED = 20
ROWS = (
    "SELECT path, size, modified, complete FROM sources",
    "SELECT path, line, digest, reason, due, left_out FROM items",
    (
        "SELECT article_id, title, url, source, language, published_from, published_to, kind, status FROM articles"
        " WHERE retired_in IS NULL"
    ),
    (
        "SELECT article_id, ordinal, text, heading, mentions FROM passages JOIN articles ON articles.id = article"
        " WHERE retired_in IS NULL"
    ),
    (
        "SELECT article_id, role, claims.kind, first, last, words, place FROM claims"
        " JOIN articles ON articles.id = article WHERE retired_in IS NULL"
    ),
)


def change(archive: Path, chance: random.Random, round_: int) -> None:
    """Write, change, move and remove files of every kind."""
    archive.mkdir(exist_ok=True)
    for number in range(30):
        name = archive / f"{chance.randrange(60)}.txt"
        name.write_text(f"Note {number} of round {round_}: the bridge was opened on 3 May {2000 + number % 20}.\n" * 5)
    lines = [
        json.dumps({"id": f"r{n}", "text": f"Record {n}, {chance.randrange(3)}. " * 20, "date": "2019-05-01"})
        for n in range(600)
    ]
    for old in archive.glob("wire*"):
        old.unlink()
    (archive / f"wire{round_ % 2}.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    (archive / "draft.md").write_text("---\ndraft: true\n---\nNot yet.")
    (archive / f"bad{round_ % 3}.txt").write_bytes(b"\0\1")
    for file in sorted(archive.glob("*.txt"))[:2]:
        file.unlink()


def index(home: Path, archive: Path, after: float | None = None) -> bool:
    """Run once, killed after some seconds; return whether it was."""
    words = [sys.executable, "-m", "bot", "--home", str(home), "index", str(archive), "--force"]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True) as process:
        try:
            _, told = process.communicate(timeout=after)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return True
        if process.returncode:
            raise SystemExit(told.decode())
    return False


def rows(home: Path) -> list[list[tuple[object, ...]]]:
    """Return what a store holds, put in order."""
    with closing(sqlite3.connect(home / "archive.db")) as store:
        return [sorted(store.execute(sql).fetchall(), key=repr) for sql in ROWS]


def main() -> None:
    """Kill, carry on, and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    asked = parser.parse_args()
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        archive, disturbed, other = (Path(folder, name) for name in ("archive", "disturbed", "undisturbed"))
        kills = round_ = 0
        while kills < asked.kills:
            round_ += 1
            change(archive, chance, round_)
            begun = time.perf_counter()
            index(other, archive)
            longest = time.perf_counter() - begun
            for _ in range(10):
                if not index(disturbed, archive, chance.uniform(longest / 3, longest)):  # starting takes a third
                    break
                kills += 1
            index(disturbed, archive)
            for sql, one, two in zip(ROWS, rows(disturbed), rows(other), strict=True):
                if one != two:
                    raise SystemExit(f"round {round_}: {sql}: {sorted(set(one) ^ set(two), key=repr)[:5]}")
            print(f"round {round_}: {kills} kills, the same rows", flush=True)


if __name__ == "__main__":
    main()
