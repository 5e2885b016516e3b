"""The loops of building, for archives in which there is much to do."""

from __future__ import annotations

from index.building import inverting, merging, recoding, vocabularies, word_kinds
from index.generations import compiling, ragged, sequences

FROM = 4_000
"""Passages from which loading compiled loops is worth it: plain Python takes some seconds for as many."""
CALLEES_FIRST = (
    (ragged, ("fill",)),
    (sequences, ("decode",)),
    (vocabularies, ("put", "encode")),
    (recoding, ("code_at", "count", "recode")),
    (word_kinds, ("count_marks",)),
    (inverting, ("meet", "count", "post", "fill")),
    (merging, ("unpack", "combine", "count", "fill")),
)


def install(passages: int) -> None:
    """Replace the loops of building by their compiled forms for so many passages; the results stay the same."""
    if passages >= FROM:
        compiling.install(CALLEES_FIRST)
