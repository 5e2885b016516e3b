"""What is known of articles by themselves, whatever else is in the archive: counted now, or by a build before.

A part is on disk, since the words of all articles are more than memory should hold. Its words are marks
(index/generations/sequences.py) by a vocabulary of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from index.generations.arrays import ByteArray, IntArray, LongArray
from index.generations.folder import Arrays
from index.generations.ragged import Ragged
from index.generations.sequences import Sequences
from index.generations.vocabulary import Vocabulary

CODE = "S8"
"""Language codes as they are kept; longer ones are cut."""


@dataclass(frozen=True, slots=True)
class Coded:
    """Passages that follow one another in a generation, as they stand there.

    Attributes:
        codes: of all of them (index/generations/sequences.py).
        bounds: (n_passages + 1,) int64, where each begins, and the end.
        marks: the mark of each code.
    """

    codes: ByteArray
    bounds: LongArray
    marks: IntArray

    def __len__(self) -> int:
        return len(self.bounds) - 1


Words_co = TypeVar("Words_co", bound=Ragged | Coded, covariant=True)


@dataclass(frozen=True, slots=True)
class Contents(Generic[Words_co]):
    """Articles that follow one another in a part.

    Attributes:
        words: the marks of each passage, or their codes.
        titles: of each article's title.
        passages: (n_passages,) their numbers in the store.
        mentions: the first and the last day, int32, of each time that a passage names.
    """

    words: Words_co
    titles: Ragged
    passages: LongArray
    mentions: Ragged


class Part(Protocol):
    """Some articles.

    Attributes:
        articles: (n_articles,) int64, their numbers in the store.
        sizes: (n_articles,) int32, how many passages each has.
        languages: (n_articles,) language codes.
        vocabulary: of its marks.
    """

    articles: LongArray
    sizes: IntArray
    languages: npt.NDArray[np.bytes_]
    vocabulary: Vocabulary

    def contents(self, first: int, last: int) -> Contents[Ragged | Coded]:
        """Return the articles from one place to before another."""
        ...


class CountedPart:
    """Articles counted by this run, in files of a folder.

    Args:
        folder: where they are written; made, and empty.
        terms: of the vocabulary, sorted.
        articles: their numbers in the store.
        languages: of each.
        contents: of all.
        sizes: passages of each article.
    """

    def __init__(
        self,
        folder: Path,
        terms: Sequence[str],
        articles: LongArray,
        languages: npt.NDArray[np.bytes_],
        sizes: IntArray,
        contents: Contents[Ragged],
    ) -> None:
        self.articles, self.languages, self.sizes = articles, languages, sizes
        self.vocabulary = _kept_on_disk(folder, Vocabulary.of(terms))
        self._first_passage = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
        rows = contents.words, contents.titles, contents.mentions
        self._words, self._titles, self._mentions = (
            _Rows(folder / name, one) for name, one in zip(("words", "titles", "mentions"), rows, strict=True)
        )
        self._passages = contents.passages

    def contents(self, first: int, last: int) -> Contents[Ragged]:
        """Return the articles from one place to before another."""
        begin, end = self._first_passage[[first, last]].tolist()
        return Contents(
            self._words.cut(begin, end),
            self._titles.cut(first, last),
            self._passages[begin:end],
            self._mentions.cut(begin, end),
        )


class BuiltPart:
    """The articles of a generation.

    Args:
        folder: of the generation.
        arrays: of it.

    Attributes:
        starts: where the postings of each term begin, as in ``Postings``, by the kind of documents.

    Raises:
        KeyError: one of its arrays is missing.
    """

    def __init__(self, folder: Path, arrays: Arrays) -> None:
        self.folder = folder
        self.starts = {
            kind: tuple(arrays[f"{kind}_{part}"] for part in ("starts", "block_starts", "extra_starts"))
            for kind in ("passage", "article")
        }
        self.articles: LongArray = arrays["article_rows"].astype(np.int64)
        self.languages = arrays["languages"]
        self.vocabulary = Vocabulary(arrays["letters"], arrays["letter_starts"])
        self._passages = arrays["passage_rows"]
        self._first_passage = np.append(arrays["first_passage"], len(self._passages)).astype(np.int64)
        self.sizes = np.diff(self._first_passage).astype(np.int32)
        self._words, self._titles = (
            Sequences(arrays[codes], arrays[bounds], arrays["marks"])
            for codes, bounds in (("sequence", "bounds"), ("titles", "title_bounds"))
        )
        self._mentions = arrays["mentions"]

    def contents(self, first: int, last: int) -> Contents[Coded]:
        """Return the articles from one place to before another."""
        begin, end = self._first_passage[[first, last]].tolist()
        low, high = np.searchsorted(self._mentions[0], np.array([begin, end], np.int32))
        of_passage = np.bincount(self._mentions[0, low:high] - begin, minlength=end - begin)
        bounds = self._words.bounds[begin : end + 1].astype(np.int64)
        return Contents(
            Coded(self._words.codes[bounds[0] : bounds[-1]], bounds - bounds[0], self._words.marks),
            self._titles.take(np.arange(first, last)),
            self._passages[begin:end].astype(np.int64),
            Ragged.of(self._mentions[1:, low:high].T, of_passage),
        )


class _Rows:
    """Rows in a file, which are read piece by piece: what is mapped would count as this process's memory."""

    def __init__(self, file: Path, rows: Ragged) -> None:
        self._file, self._bounds = file, rows.bounds
        self._dtype, self._shape = rows.values.dtype, rows.values.shape[1:]
        rows.values.tofile(file)

    def cut(self, first: int, last: int) -> Ragged:
        begin, end = self._bounds[[first, last]].tolist()
        width = int(np.prod(self._shape, dtype=np.int64))
        values = np.fromfile(
            self._file, self._dtype, (end - begin) * width, offset=begin * width * self._dtype.itemsize
        )
        return Ragged(values.reshape(-1, *self._shape), self._bounds[first : last + 1] - begin)


def _kept_on_disk(folder: Path, vocabulary: Vocabulary) -> Vocabulary:
    """Return a vocabulary whose arrays are mapped."""
    mapped: list[npt.NDArray[Any]] = []
    for name in ("letters", "starts"):
        np.save(folder / f"{name}.npy", getattr(vocabulary, name))
        loaded = np.load(folder / f"{name}.npy", mmap_mode="r" if len(vocabulary) else None)
        mapped.append(loaded.view(np.ndarray))
    return Vocabulary(*mapped)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Articles that follow one another in a part and in a generation.

    Attributes:
        part: the number of the part.
        first: the place of the first one in the part.
        last: one past the place of the last one.
    """

    part: int
    first: int
    last: int


def stretches(parts: Sequence[Part], order: Sequence[int], most: int) -> Iterator[Stretch]:
    """Yield where the articles of a generation are found, in their order.

    Args:
        parts: in which each of them is, in this order, once; of two the later part is meant.
        order: their numbers in the store.
        most: passages in a stretch, if it has more than one article.
    """
    place = {row: (number, at) for number, part in enumerate(parts) for at, row in enumerate(part.articles.tolist())}
    sizes = [part.sizes.tolist() for part in parts]
    found: Stretch | None = None
    room = 0
    for row in order:
        number, at = place[row]
        size = sizes[number][at]
        if found is not None and (number, at) == (found.part, found.last) and size <= room:
            found = Stretch(number, found.first, at + 1)
        else:
            if found is not None:
                yield found
            found, room = Stretch(number, at, at + 1), most
        room -= size
    if found is not None:
        yield found
