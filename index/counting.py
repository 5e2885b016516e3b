"""Counts the words of passages with scikit-learn, and keeps the order in which they stand.

Passages come in chunks so that memory stays bounded by the chunk and by the counts themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.feature_extraction.text import CountVectorizer

from index.analysis import ABBREVIATED, term, tokens

USUAL = "en"
"""The language whose words are counted without a mark of their language, which is quicker."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The counted passages.

    Attributes:
        terms: sorted; term number t (from 1) is ``terms[t - 1]``. Number 0 is the end of a sentence.
        matrix: (n_passages, n_terms + 1) float32 CSR, how often a term stands in a passage; column 0 is empty.
        sequence: (n_tokens,) int32, the term numbers of all passages as they stand, 0 for a sentence end.
        bounds: (n_passages + 1,) int64, where each passage begins in ``sequence``.
    """

    terms: list[str]
    matrix: sp.csr_matrix
    sequence: npt.NDArray[np.int32]
    bounds: npt.NDArray[np.int64]


@dataclass(slots=True)
class Counter:
    """Collects passages chunk by chunk; ``finish`` turns distinct words into terms, each stemmed once."""

    words: dict[str, int] = field(default_factory=dict)
    matrices: list[sp.csr_matrix] = field(default_factory=list)
    sequences: list[npt.NDArray[np.int32]] = field(default_factory=list)
    lengths: list[npt.NDArray[np.int64]] = field(default_factory=list)

    def add(self, texts: Sequence[str], languages: Sequence[str] | None = None) -> None:
        """Count a chunk of texts, each in its language; English unless told."""
        cut = [_cut(text, code) for text, code in zip(texts, languages or [USUAL] * len(texts), strict=True)]
        if not any(cut):
            self._add_empty(len(texts))
            return
        vectorizer = CountVectorizer(analyzer=_as_is, dtype=np.float32)
        counted = vectorizer.fit_transform(cut)
        local = vectorizer.vocabulary_
        numbers = np.empty(len(local), dtype=np.int32)
        for word, column in local.items():
            numbers[column] = self.words.setdefault(word, len(self.words))
        counted.indices = numbers[counted.indices]
        self.matrices.append(counted)
        order = np.fromiter((local[word] for text in cut for word in text), np.int32)
        self.sequences.append(numbers[order])
        self.lengths.append(np.fromiter((len(text) for text in cut), np.int64, len(cut)))

    def finish(self) -> Counts:
        """Return the counts of everything that was added; the counter cannot be used again."""
        marked = [word.rpartition(":") for word in self.words]
        words = [word for _, _, word in marked]
        found = [term(word, code or USUAL) for code, _, word in marked]
        vocabulary = sorted(set(found) - {""})
        number = {name: place for place, name in enumerate(vocabulary, start=1)} | {"": 0}
        to_term = np.fromiter((number[name] for name in found), np.int32, len(found))
        for matrix in self.matrices:
            matrix.indices = to_term[matrix.indices]
            matrix.resize((matrix.shape[0], len(vocabulary) + 1))
            matrix.sum_duplicates()
        whole = sp.vstack(self.matrices, format="csr", dtype=np.float32)
        self.matrices.clear()
        _clear_column_zero(whole)
        false_ends = _FalseEnds(words)
        kept = []
        lengths = []
        while self.sequences:  # chunk by chunk: the whole archive's words are its largest array
            order, sizes = false_ends.drop(self.sequences.pop(0), self.lengths.pop(0))
            kept.append(to_term[order])
            lengths.append(sizes)
        sequence = np.concatenate(kept)
        bounds = np.concatenate([[0], np.cumsum(np.concatenate(lengths))]).astype(np.int64)
        return Counts(vocabulary, whole, sequence, bounds)

    def _add_empty(self, texts: int) -> None:
        self.matrices.append(sp.csr_matrix((texts, max(1, len(self.words))), dtype=np.float32))
        self.sequences.append(np.zeros(0, np.int32))
        self.lengths.append(np.zeros(texts, np.int64))


def count(texts: Iterable[str], chunk: int = 20_000) -> Counts:
    """Count texts, a chunk at a time."""
    counter = Counter()
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) >= chunk:
            counter.add(batch)
            batch = []
    if batch or not counter.lengths:
        counter.add(batch)
    return counter.finish()


def _cut(text: str, language: str) -> list[str]:
    """Return the words of a text, those of other languages than the usual one as "de:worte"; no word has a colon."""
    words = tokens(text, language)
    return words if language == USUAL else [f"{language}:{word}" for word in words]


def _as_is(words: list[str]) -> list[str]:
    return words


def _clear_column_zero(matrix: sp.csr_matrix) -> None:
    """Take sentence ends out of the counts; they are kept in the sequence only."""
    matrix.data[matrix.indices == 0] = 0
    matrix.eliminate_zeros()


class _FalseEnds:
    """Marks that end no sentence, because they stand after "Sen" or an initial.

    Args:
        words: by word number.
    """

    def __init__(self, words: list[str]) -> None:
        self.stop = np.fromiter((word == "." for word in words), bool, len(words))
        self.short = np.fromiter((word in ABBREVIATED or len(word) == 1 for word in words), bool, len(words))

    def drop(
        self, sequence: npt.NDArray[np.int32], lengths: npt.NDArray[np.int64]
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
        """Return the word numbers of a chunk without false ends, and the lengths of its passages then."""
        false_end = np.zeros(len(sequence), bool)
        false_end[1:] = self.stop[sequence[1:]] & self.short[sequence[:-1]]
        bounds = np.concatenate([[0], np.cumsum(lengths)])
        false_end[bounds[:-1][lengths > 0]] = False  # a passage's first mark stands after no word of its own
        bounds -= np.searchsorted(np.flatnonzero(false_end), bounds)
        return sequence[~false_end], np.diff(bounds)
