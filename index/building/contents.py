"""What is known of each article by itself, whatever else is in the archive: this is copied from build to build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from index.generations.folder import Arrays
from index.generations.ragged import Ragged
from index.generations.vocabulary import Vocabulary

CODE = "S8"
"""Language codes as they are kept; longer ones are cut."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Articles and their passages, whose words are numbered by one vocabulary.

    Attributes:
        terms: sorted; term number t (from 1) is ``terms[t - 1]``.
        articles: (n_articles,) int64, their numbers in the store.
        languages: (n_articles,) language codes.
        passages: (n_passages,) int64 numbers in the store, by article.
        words: the words of each passage: twice the number of a term, and 1 more where the word has a capital; 0 is
            the end of a sentence.
        titles: the words of each article's title, likewise; capitals may be missing.
        mentions: (n, 2) int32 first and last days, by passage.
    """

    terms: list[str]
    articles: npt.NDArray[np.int64]
    languages: npt.NDArray[np.bytes_]
    passages: Ragged
    words: Ragged
    titles: Ragged
    mentions: Ragged

    @classmethod
    def of(cls, arrays: Arrays) -> Contents:
        """Return the contents of a generation."""
        vocabulary = Vocabulary(arrays["letters"], arrays["letter_starts"])
        mentions = arrays["mentions"]
        words = arrays["sequence"] << 1
        words |= np.unpackbits(arrays["capitals"], count=len(words))
        of_passage = np.bincount(mentions[:, 0], minlength=len(arrays["passage_rows"]))
        return cls(
            [vocabulary.term(number) for number in range(1, len(vocabulary) + 1)],
            arrays["article_rows"],
            arrays["languages"],
            Ragged(arrays["passage_rows"], np.append(arrays["first_passage"], len(of_passage)).astype(np.int64)),
            Ragged(words, arrays["bounds"]),
            Ragged(arrays["titles"] << 1, arrays["title_bounds"]),
            Ragged.of(mentions[:, 1:], of_passage),
        )

    def arrays(self) -> Arrays:
        """Return the arrays from which ``of`` makes these contents again."""
        vocabulary = Vocabulary.of(self.terms)
        passages = np.repeat(np.arange(len(self.words), dtype=np.int32), self.mentions.lengths)
        return {
            "letters": vocabulary.letters,
            "letter_starts": vocabulary.starts,
            "article_rows": self.articles,
            "languages": self.languages,
            "passage_rows": self.passages.values,
            "first_passage": self.passages.bounds[:-1].astype(np.int32),
            "sequence": self.words.values >> 1,
            "capitals": np.packbits((self.words.values & 1).astype(bool)),
            "bounds": self.words.bounds,
            "titles": self.titles.values >> 1,
            "title_bounds": self.titles.bounds,
            "mentions": np.column_stack([passages, self.mentions.values]),
        }

    def take(self, order: npt.NDArray[np.int64]) -> Contents:
        """Return some articles in the order of their places, with the terms that they have."""
        rows = Ragged(np.arange(len(self.words)), self.passages.bounds).take(order)
        taken = replace(
            self,
            articles=self.articles[order],
            languages=self.languages[order],
            passages=Ragged(self.passages.values[rows.values], rows.bounds),
            words=self.words.take(rows.values),
            titles=self.titles.take(order),
            mentions=self.mentions.take(rows.values),
        )
        used = np.zeros(2 * len(self.terms) + 2, bool)
        used[taken.words.values] = used[taken.titles.values] = True
        kept = used[2::2] | used[3::2]
        return taken if kept.all() else taken.renumbered(kept)

    def renumbered(self, kept: npt.NDArray[np.bool_]) -> Contents:
        """Return the same with some of the terms only; the others must stand nowhere."""
        terms = [term for term, keep in zip(self.terms, kept.tolist(), strict=True) if keep]
        return self._numbered(terms, np.cumsum(kept, dtype=np.int64) * kept)

    def _numbered(self, terms: list[str], numbers: npt.NDArray[np.int64]) -> Contents:
        """Return the same with other numbers for the terms, in their order."""
        marks = np.zeros(2 * len(numbers) + 2, np.int32)
        marks[2::2] = numbers * 2
        marks[3::2] = numbers * 2 + 1
        return replace(
            self,
            terms=terms,
            words=Ragged(marks[self.words.values], self.words.bounds),
            titles=Ragged(marks[self.titles.values], self.titles.bounds),
        )


def joined(parts: Sequence[Contents]) -> Contents:
    """Return the articles of all parts, one part behind the other, under one vocabulary."""
    if len(parts) == 1:
        return parts[0]
    terms = sorted({term for part in parts for term in part.terms})
    place = {term: number for number, term in enumerate(terms, start=1)}
    same = [
        part._numbered(terms, np.fromiter((place[term] for term in part.terms), np.int64, len(part.terms)))  # noqa: SLF001
        for part in parts
    ]
    bounds = Ragged.joined([part.passages for part in same])
    return Contents(
        terms,
        np.concatenate([part.articles for part in same]),
        np.concatenate([part.languages for part in same]),
        bounds,
        Ragged.joined([part.words for part in same]),
        Ragged.joined([part.titles for part in same]),
        Ragged.joined([part.mentions for part in same]),
    )
