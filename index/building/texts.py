"""Writes the texts of a generation from its parts, in its order, and walks through them again as they are on disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.building import recoding, vocabularies, word_kinds
from index.building.inverting import Texts
from index.building.parts import Coded, Part, Stretch
from index.building.vocabularies import Codes, Marks, Met
from index.generations import compiling
from index.generations.arrays import IntArray, LongArray
from index.generations.folder import Piece, Writing
from index.generations.ragged import Ragged
from index.generations.sequences import Sequences

AT_ONCE = 1 << 20
"""Bytes of texts that are walked through at once."""


def how_often(parts: Sequence[Part], order: Sequence[Stretch]) -> list[Met]:
    """Return how often each mark of each part is met in what is used of it."""
    met = [Met(*(np.zeros(2 * len(part.vocabulary) + 2, np.int64) for _ in Met._fields)) for part in parts]
    by_code: dict[int, tuple[IntArray, LongArray, LongArray]] = {}
    for one in order:
        contents = parts[one.part].contents(one.first, one.last)
        counts = met[one.part]
        words = contents.words
        if isinstance(words, Coded):
            if one.part not in by_code:
                by_code[one.part] = (
                    words.marks,
                    np.zeros(words.marks.size, np.int64),
                    np.zeros(words.marks.size, np.int64),
                )
            compiling.run(recoding.count, words.codes, words.bounds, *by_code[one.part])
        else:
            compiling.run(word_kinds.count_marks, words.values, words.bounds, counts.passages, counts.within)
        np.add.at(counts.titles, contents.titles.values, 1)  # which touches no more than what is met
    for part, (marks, passages, within) in by_code.items():
        met[part].passages[marks] += passages
        met[part].within[marks] += within
    return met


@dataclass(frozen=True, slots=True)
class Written:
    """The texts of a generation on disk, and what else came with them from the parts.

    Attributes:
        lengths: (n_passages,) int32, words of each passage.
        title_lengths: (n_articles,) int32, of each title.
        sizes: (n_articles,) int32, passages of each article.
        passages: (n_passages,) int64, their numbers in the store.
        mentions: (n, 3) int32: passage, first day, last day.
    """

    sequence: _Rows
    titles: _Rows
    lengths: IntArray
    title_lengths: IntArray
    sizes: IntArray
    passages: LongArray
    mentions: IntArray

    def walk(self, among: Sequence[tuple[int, int]] | None = None) -> Iterator[Texts]:
        """Yield all texts, some articles at once; or those of the articles from one number to before another."""
        first_passage = np.concatenate([[0], np.cumsum(self.sizes, dtype=np.int64)])
        for first, last in [(0, len(self.sizes))] if among is None else among:
            yield from self._walk(first_passage, first, last)

    def _walk(self, first_passage: LongArray, first: int, articles: int) -> Iterator[Texts]:
        ends = self.sequence.bounds[first_passage[first : articles + 1]]
        offset = first
        while first < articles:
            begin = ends[first - offset]
            last = max(first + 1, offset + int(np.searchsorted(ends, begin + AT_ONCE, "right")) - 1)
            begin, end = first_passage[[first, last]].tolist()
            words, titles = self.sequence.cut(begin, end), self.titles.cut(first, last)
            yield Texts(words.values, words.bounds, titles.values, titles.bounds, self.sizes[first:last], begin, first)
            first = last


def write(out: Writing, parts: Sequence[Part], order: Sequence[Stretch], marks: Marks, codes: Codes) -> Written:
    """Write the texts of a generation."""
    passages, mentions, lengths = [np.zeros(0, np.int64)], [np.zeros((0, 2), np.int32)], [np.zeros(0, np.int64)]
    sizes = [np.zeros(0, np.int32), *(parts[one.part].sizes[one.first : one.last] for one in order)]
    of_part = [codes.of_mark[marks_of] for marks_of in marks.of_part]
    of_code: dict[int, IntArray] = {}
    with ExitStack() as files:
        words, titles = (
            _Encoding(out, files, name, codes.size(met))
            for name, met in (("sequence", marks.met), ("titles", marks.titled))
        )
        for one in order:
            contents = parts[one.part].contents(one.first, one.last)
            if isinstance(contents.words, Coded):
                if one.part not in of_code:
                    of_code[one.part] = of_part[one.part][contents.words.marks]
                words.recode(contents.words, of_code[one.part])
            else:
                words.add(contents.words, of_part[one.part])
            titles.add(contents.titles, of_part[one.part])
            passages.append(contents.passages)
            mentions.append(contents.mentions.values)
            lengths.append(contents.mentions.lengths)
    sequence, headings = words.finish(codes), titles.finish(codes)
    words_of = words.lengths(), titles.lengths()
    naming = np.concatenate(lengths)
    of_passage = np.repeat(np.arange(naming.size, dtype=np.int32), naming)
    together = np.column_stack([of_passage, np.concatenate(mentions)]).astype(np.int32)
    return Written(sequence, headings, *words_of, np.concatenate(sizes), np.concatenate(passages), together)


class _Encoding:
    """Rows of codes that are written piece by piece."""

    def __init__(self, out: Writing, files: ExitStack, name: str, size: int) -> None:
        self.file = out.folder / f"{name}.npy"
        self._size = size
        self._write = files.enter_context(out.pieces(name, np.uint8, (size,)))
        self._ends = [np.zeros(1, np.int64)]
        self._lengths = [np.zeros(0, np.int32)]

    def add(self, rows: Ragged, of_mark: IntArray) -> None:
        """Write some rows of marks, whose codes are given."""
        self._add(vocabularies.encode, len(rows), len(rows.values), rows.values, rows.bounds, of_mark)

    def recode(self, rows: Coded, now: IntArray) -> None:
        """Write some rows of codes of which it is told what each is now."""
        self._add(recoding.recode, len(rows), len(rows.codes), rows.codes, rows.bounds, rows.marks, now)

    def _add(self, loop: compiling.Loop, rows: int, most: int, *values: Piece) -> None:
        """Write what a loop makes of so many rows with so many codes at most."""
        codes, ends, lengths = np.empty(5 * most, np.uint8), np.empty(rows, np.int64), np.empty(rows, np.int32)
        size = compiling.run(loop, *values, codes, ends, lengths)
        self._write(codes[:size])
        if rows:
            self._ends.append(ends + self._ends[-1][-1])
            self._lengths.append(lengths)

    def lengths(self) -> IntArray:
        """Return how many words each row has."""
        return np.concatenate(self._lengths)

    def finish(self, codes: Codes) -> _Rows:
        return _Rows(self.file, self._size, np.concatenate(self._ends), codes.marks)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of codes on disk, read piece by piece: what is mapped would count as this process's memory."""

    file: Path
    size: int
    bounds: LongArray
    marks: IntArray

    def cut(self, first: int, last: int) -> Ragged:
        """Return the marks of rows."""
        begin, end = self.bounds[[first, last]].tolist()
        header = self.file.stat().st_size - self.size
        codes = np.fromfile(self.file, np.uint8, end - begin, offset=header + begin)
        rows = Sequences(codes, self.bounds[first : last + 1] - begin, self.marks)
        return rows.take(np.arange(last - first))
