"""Looks at the index: every byte of the current generation, and whether it is one of this store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bot.doctor.finding import Finding, fail, ok, warn
from corpus.errors import IndexUnusable, WeightsInvalid
from corpus.store import snapshot
from corpus.store.schema import FILE_NAME, VERSION
from index.building.build import ANALYSIS
from index.generations import folder as generations
from index.generations.folder import Arrays, Manifest
from index.generations.keeping import rolled_back
from index.ranking.learned import WEIGHTS, read_weights

ANEW = "dateline index builds it anew of the store"


def look(home: Path) -> Iterator[Finding]:
    """Look at the index of a home, and at the weights by which is ranked there."""
    yield from _weights(home / WEIGHTS)
    index = home / generations.INDEX
    try:
        number = generations.current_number(index)
        if number is None:
            yield fail("index", "there is none yet", "run: dateline index PATH")
            return
        manifest, arrays = generations.load(index, number, whole=True)
    except IndexUnusable as error:
        said, _, cure = str(error).rpartition("; ")
        yield fail("index", said or cure, ANEW)
        return
    yield ok("index", f"generation {number} of {manifest.built_at}, every byte is whole")
    if held := rolled_back(index):
        cure = "once what was wrong is mended: dateline index --again"
        yield warn("index", f"was gone back to from generation {held.instead_of}, and runs stay with it", cure)
    if manifest.analysis != ANALYSIS:
        cure = f"{ANEW}, with today's"
        yield warn("index", "was made with other versions of the libraries that find a word's stem", cure)
    if (home / FILE_NAME).exists() and not snapshot.damage(home / FILE_NAME):
        yield from _fitting(home / FILE_NAME, manifest, arrays)


def _weights(file: Path) -> Iterator[Finding]:
    if not file.exists():
        return
    try:
        learned_from = read_weights(file).stamp.get("learned_from")
    except WeightsInvalid as error:
        said, _, cure = str(error).rpartition("; ")
        yield warn("weights", f"{said}, and the shipped ones count", cure)
        return
    count = learned_from if isinstance(learned_from, int) else "some"
    yield ok("weights", f"learned by dateline tune from {count} questions")


def _fitting(file: Path, manifest: Manifest, arrays: Arrays) -> Iterator[Finding]:
    """Compare a generation with the store."""
    if snapshot.schema_of(file) != str(VERSION):
        return
    try:
        with closing(snapshot.read_only(file)) as store:
            row = store.execute("SELECT value FROM meta WHERE key = 'store_id'").fetchone()
            there = snapshot.holds(store, arrays["passage_rows"].tolist())
    except sqlite3.Error as error:
        yield warn("index", f"cannot be compared with the store ({error})", "run dateline doctor again")
        return
    if row is None or manifest.store_state.partition(":")[0] != row[0]:
        yield fail("index", "is of another store than the one beside it", ANEW)
    elif not there or len(arrays["passage_rows"]) != manifest.passages:
        yield fail("index", "names passages that the store does not have", f"{ANEW}, with --full")
    else:
        yield ok("index", f"its {manifest.passages:,} passages of {manifest.articles:,} articles are all in the store")
