"""Learns which short paragraphs recur across an archive, and leaves them out of what is searched.

What may recur is known of each article by its keys, which were made when it was read. At the end of a run those of all
articles are counted, so that an archive is left the same whatever was read when; only articles in which something else
is left out than before are written. It is done in the store, not while an index is built, so that every reader of the
store sees the same, whatever engine searches it, and unchanged articles are still copied from one index to the next.

An article with very many such paragraphs is a version of a document or a filled-in form: they are its text, and it
neither loses them nor counts. The earliest article keeps what may answer a question.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from hashlib import blake2b
from math import ceil

import numpy as np
import numpy.typing as npt

from corpus.likeness.paragraphs import KEY_BYTES, states_something
from corpus.store.boilerplate import Known, Learned, known, leave_out, note_learned, words_of
from corpus.store.writing import StoreWriter

VERSION = 1
"""Goes up when something else is learned of the same articles."""
KEY = "boilerplate"
LEAST, SHARE = 20, 0.01
"""A paragraph recurs that stands in so many articles of an archive, and in this share of them."""
MOST = 15
"""Such paragraphs of an article that are furniture. More are versions of one text: Let's Encrypt's 46 policies."""
Keys = npt.NDArray[np.uint64]


def learn(writer: StoreWriter) -> None:
    """Bring what is left out of every archive up to date; a store that is as it was is left alone."""
    kept = [(archive, writer.note(f"keep {archive}") or "[]") for archive, _ in writer.archives()]
    told = blake2b(repr(kept).encode(), digest_size=8).hexdigest()
    if writer.note(KEY) == f"{VERSION} {told} {writer.state()}":
        return
    connection = writer.connection
    for archive, keep in kept:
        before = writer.state_of(archive)
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            _learn(writer, archive, [_pattern(one) for one in json.loads(keep)])
            _carry(writer, f"redated {archive}", before, writer.state_of(archive))
    writer.write_note(KEY, f"{VERSION} {told} {writer.state()}")


def _learn(writer: StoreWriter, archive: int, keep: list[re.Pattern[str]]) -> None:
    articles = known(writer.connection, archive)
    found = _recurring(articles)
    learned: dict[int, Learned] = {}
    left_out: dict[int, list[int]] = {}
    for key, rows in sorted(found.items(), key=lambda one: (-len(one[1]), one[0])):
        words = words_of(writer.connection, rows[0], key)
        if words is None or any(one.fullmatch(" ".join(words.split())) for one in keep):
            continue
        learned[key] = Learned(words, len(rows), states_something(words))
        for row in rows[learned[key].kept :]:
            left_out.setdefault(row, []).append(key)
    note_learned(writer.connection, archive, learned.values())
    for one in articles:
        keys = b"".join(key.to_bytes(KEY_BYTES, "little") for key in sorted(left_out.get(one.row, ())))
        if keys != one.left_out:
            leave_out(writer.connection, one.row, keys, writer.generation, writer.last_referred)


def _recurring(articles: Sequence[Known]) -> dict[int, list[int]]:
    """Return the keys of what recurs, and the rows of the articles that have it, the earliest first."""
    counting = np.array([one.leads for one in articles], bool)
    least = max(LEAST, ceil(SHARE * int(counting.sum())))
    if counting.sum() < LEAST:
        return {}
    keys: Keys = np.frombuffer(b"".join(one.keys for one in articles), "<u8")
    owners = np.repeat(np.arange(len(articles)), [len(one.keys) // KEY_BYTES for one in articles])
    often = _often(keys[counting[owners]], least)
    met = _among(keys, often)
    keys, owners = keys[met], owners[met]
    some = np.bincount(owners, minlength=len(articles)) <= MOST
    keys, owners = keys[some[owners]], owners[some[owners]]
    met = _among(keys, _often(keys[counting[owners]], least))
    found: dict[int, list[int]] = {}
    for key, owner in zip(keys[met].tolist(), owners[met].tolist(), strict=True):
        found.setdefault(key, []).append(articles[owner].row)
    return found


def _often(keys: Keys, least: int) -> Keys:
    """Return the keys that stand somewhere at least so many times, ascending."""
    different, counts = np.unique(keys, return_counts=True)
    return different[counts >= least]


def _among(keys: Keys, some: Keys) -> npt.NDArray[np.bool_]:
    """Tell which keys are among a few ascending ones; numpy's own way sorts all of them."""
    if not some.size:
        return np.zeros(keys.size, np.bool_)
    found: npt.NDArray[np.bool_] = some[np.minimum(np.searchsorted(some, keys), some.size - 1)] == keys
    return found


def _pattern(words: str) -> re.Pattern[str]:
    """Return what a paragraph looks like that is to be kept; a star stands for any words."""
    return re.compile(".*".join(map(re.escape, " ".join(words.split()).split("*"))), re.IGNORECASE | re.DOTALL)


def _carry(writer: StoreWriter, key: str, before: str, now: str) -> None:
    """Have a note that tells of what is live hold for new versions too, which differ in nothing that it is about."""
    noted = writer.note(key) or ""
    if before != now and noted.endswith(f" {before}"):
        writer.connection.execute("UPDATE meta SET value = ? WHERE key = ?", (noted.removesuffix(before) + now, key))
