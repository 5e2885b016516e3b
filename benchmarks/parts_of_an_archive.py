"""Reads an archive in parts at the same time, merges them, and compares the home with that of one process.

    python -m benchmarks.parts_of_an_archive ARCHIVE --parts 4

All rows of the store have to be the same, with their numbers, and all bytes of the index. What tells when a run was,
and the name that a store gives itself, is left out.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic

import click

CHANGING = {"indexed_at", "created_at", "modified"}
"""Columns that tell when a run was, or when a file was copied."""


@click.command()
@click.argument("archive", type=click.Path(path_type=Path, exists=True))
@click.option("--parts", default=4, show_default=True, help="Processes, each of which reads a part.")
def main(archive: Path, parts: int) -> None:
    """Tell whether both homes are the same; ends with 1 if they are not."""
    with tempfile.TemporaryDirectory() as folder:
        whole, merged = Path(folder) / "whole", Path(folder) / "merged"
        one = _timed([_index(whole, archive)])
        reading = _timed([_index(merged, archive, "--part", f"{number}/{parts}") for number in range(1, parts + 1)])
        merging = _timed([_index(merged, archive, "--merge")])
        different = [*_different_rows(whole, merged), *_different_files(whole, merged)]
        with closing(sqlite3.connect(whole / "archive.db")) as store:
            (passages,) = store.execute("SELECT COUNT(*) FROM passages").fetchone()
    click.echo(
        f"{passages:,} passages: one process {one:.0f} s, {parts} parts at once {reading:.0f} s, "
        f"merging {merging:.0f} s; "
        + (f"different: {', '.join(different)}" if different else "every row and every byte of the index the same")
    )
    sys.exit(bool(different))


def _index(home: Path, archive: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "bot", "--home", str(home), "index", *more, str(archive)]


def _timed(commands: list[list[str]]) -> float:
    """Run commands at the same time; return the seconds of the clock."""
    began = monotonic()
    environment = os.environ | {"DATELINE_ENGINE": "embedded"}
    running = [subprocess.Popen(one, env=environment, stderr=subprocess.DEVNULL) for one in commands]
    codes = [process.wait() for process in running]
    if any(codes):
        raise click.ClickException("dateline index failed; run it by hand to see why")
    return monotonic() - began


def _different_rows(one: Path, other: Path) -> Iterator[str]:
    """Yield the names of the tables that differ."""
    with (
        closing(sqlite3.connect(one / "archive.db")) as first,
        closing(sqlite3.connect(other / "archive.db")) as second,
    ):
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'meta'"
        for (table,) in first.execute(sql).fetchall():
            columns = [row[1] for row in first.execute(f"PRAGMA table_info({table})") if row[1] not in CHANGING]
            query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY rowid"  # noqa: S608 - names of our own tables
            rows = second.execute(query)
            if any(row != rows.fetchone() for row in first.execute(query)) or rows.fetchone() is not None:
                yield table


def _different_files(one: Path, other: Path) -> Iterator[str]:
    """Yield the arrays of the index that differ."""
    names = sorted({file.relative_to(home) for home in (one, other) for file in (home / "index").rglob("*.npy")})
    if not names:
        yield "no arrays at all"
    for name in names:
        both = [home / name for home in (one, other)]
        if not all(file.exists() for file in both) or both[0].read_bytes() != both[1].read_bytes():
            yield str(name)


if __name__ == "__main__":
    main()
