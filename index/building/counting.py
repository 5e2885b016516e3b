"""Turns texts into sequences of terms.

Texts are cut a batch at a time, in whatever process, and each batch numbers its own words. ``Counter`` brings the
batches together: each distinct word becomes its term once and the vocabulary is sorted, so that it makes no difference
how texts were divided into batches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from index.analysis import ABBREVIATIONS, term
from index.building.forms import forms, word_of
from index.generations.ragged import Ragged

Words = list[tuple[str, str]]
"""Language and form of each word number."""


class Cutter:
    """Cuts the texts of a batch, which share word numbers.

    Attributes:
        words: found so far.
    """

    def __init__(self) -> None:
        self.words: Words = []
        self._known: dict[str, _Numbers] = {}

    def cut(self, texts: Sequence[str], languages: Sequence[str]) -> Ragged:
        """Return the int32 word numbers of texts, each in its language."""
        found: list[int] = []
        lengths: list[int] = []
        for text, language in zip(texts, languages, strict=True):
            before = len(found)
            found.extend(map(self._numbers(language).__getitem__, forms(text, language)))
            lengths.append(len(found) - before)
        return Ragged.of(np.array(found, np.int32), lengths)

    def _numbers(self, language: str) -> _Numbers:
        if language not in self._known:
            self._known[language] = _Numbers(language, self.words)
        return self._known[language]


class _Numbers(dict[str, int]):
    """The number of each form of a language; one that is new gets the next."""

    def __init__(self, language: str, words: Words) -> None:
        super().__init__()
        self.language = language
        self.words = words

    def __missing__(self, form: str) -> int:
        number = self[form] = len(self.words)
        self.words.append((self.language, form))
        return number


@dataclass(slots=True)
class Counter:
    """Brings together what was cut, in a number of streams: passages, titles.

    Attributes:
        size: words of all streams so far.
    """

    streams: int
    words: dict[tuple[str, str], int] = field(default_factory=dict)
    parts: list[tuple[Ragged, ...]] = field(default_factory=list)
    size: int = 0

    def add(self, words: Words, *streams: Ragged) -> None:
        """Add what ``Cutter.cut`` has returned for each stream, with the words of that cutter."""
        known = self.words
        numbers = np.fromiter((known.setdefault(word, len(known)) for word in words), np.int32, len(words))
        self.parts.append(tuple(Ragged(numbers[one.values], one.bounds) for one in streams))
        self.size += sum(len(one.values) for one in streams)

    def finish(self) -> tuple[list[str], tuple[Ragged, ...]]:
        """Return the sorted terms, and per stream the terms of every text as they stand.

        A value is twice the number of a term, and 1 more where the word has a capital; 0 is the end of a sentence.
        The counter cannot be used again.
        """
        lookup = _Lookup(list(self.words))
        self.words.clear()
        found = [_Stream([part[place] for part in self.parts]) for place in range(self.streams)]
        while self.parts:  # part by part: the whole archive's words are its largest array
            for stream, one in zip(found, self.parts.pop(0), strict=True):
                stream.add(lookup.marked(one))
        return lookup.terms, tuple(stream.finish() for stream in found)


class _Stream:
    """Room for the terms of all parts of a stream."""

    def __init__(self, parts: Sequence[Ragged]) -> None:
        self.values = np.empty(sum(len(part.values) for part in parts), np.int32)
        self.size = 0
        self.lengths: list[npt.NDArray[np.int64]] = [np.zeros(0, np.int64)]

    def add(self, part: Ragged) -> None:
        self.values[self.size : self.size + len(part.values)] = part.values
        self.size += len(part.values)
        self.lengths.append(part.lengths)

    def finish(self) -> Ragged:
        return Ragged.of(self.values[: self.size], np.concatenate(self.lengths))


class _Lookup:
    """What each word number stands for.

    Args:
        words: by number.
    """

    def __init__(self, words: Words) -> None:
        plain = [word_of(form) for _, form in words]
        found = [term(word, language) for (language, _), (word, _) in zip(words, plain, strict=True)]
        self.terms = sorted(set(found) - {""})
        number = {name: 2 * place for place, name in enumerate(self.terms, start=1)} | {"": 0}
        marks = (number[name] + capital if name else 0 for name, (_, capital) in zip(found, plain, strict=True))
        self.marks = np.fromiter(marks, np.int32, len(words))
        self.stop = np.fromiter((word == "." for word, _ in plain), bool, len(words))
        self.short = np.fromiter(
            (word.rstrip(".") in ABBREVIATIONS or len(word) == 1 for word, _ in plain), bool, len(words)
        )

    def marked(self, part: Ragged) -> Ragged:
        """Return marked terms, without full stops after "Sen" or an initial: no sentence ends there."""
        words, bounds = part.values, part.bounds
        false_end = np.zeros(len(words), bool)
        false_end[1:] = self.stop[words[1:]] & self.short[words[:-1]]
        false_end[bounds[:-1][part.lengths > 0]] = False  # a text's first mark stands after no word of its own
        kept = bounds - np.searchsorted(np.flatnonzero(false_end), bounds)
        return Ragged(self.marks[words[~false_end]], kept)
