"""Cuts passages into sentences and words, and remembers those cut last: what is the same whatever is asked.

A question looks at every sentence of some fifteen passages, and those of one topic are found again and again. A small
archive is cut once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple, ParamSpec, TypeVar, cast

from corpus.language.cutting import sentence_spans
from index.analysis import archive_term, fold

CLAUSE_ENDS = frozenset(",;:()،؛–—")
PIECE = re.compile(rf"\d+(?:[.,٫٬]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[{''.join(CLAUSE_ENDS)}]")
MOST_TERMS = 1 << 15
"""Words of a language that are remembered."""
REMEMBERED, SENTENCES = 3072, 2048
"""Passages that are remembered, and sentences whose words are: some 20 MB with what is told of them."""
Span = tuple[int, int]


P = ParamSpec("P")
T = TypeVar("T")
_forgetting: list[Callable[[], None]] = []


def remembered(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make a function remember what it told of the last ``most`` passages or sentences, until ``forget``."""

    def keeping(told: Callable[P, T]) -> Callable[P, T]:
        kept = lru_cache(maxsize=most)(told)
        _forgetting.append(kept.cache_clear)
        return cast("Callable[P, T]", kept)

    return keeping


def forget() -> None:
    """Let go of all passages that are remembered, of which one may have been taken down."""
    for clear in _forgetting:
        clear()


class Word(NamedTuple):
    """A word or number of a passage: its place in characters, its term, the numbers of its sentence and clause."""

    start: int
    end: int
    text: str
    term: str
    sentence: int
    clause: int


class Cut:
    """A text in pieces, which never change; what few questions need is cut when one does.

    Args:
        text: of a passage.
        code: its language.

    Attributes:
        sentences: (start, end) of each, at least one.
        terms: of the words of each sentence, in order.
    """

    def __init__(self, text: str, code: str) -> None:
        self.text, self.code = text, code
        self.sentences = tuple(sentence_spans(text) or [(0, len(text))])
        self.terms = tuple(self.terms_in(*span) for span in self.sentences)

    def terms_in(self, start: int, end: int) -> tuple[str, ...]:
        """Return the terms of the words in a part of the text, given in characters."""
        return tuple(map(_terms(self.code).__getitem__, PIECE.findall(self.text, start, end)))

    def words(self, sentence: int) -> tuple[Word, ...]:
        """Return the words of a sentence, by its number."""
        return _words(self, sentence)

    def between(self, word: Word, following: Word) -> str:
        """Return what stands between two words, one right behind the other."""
        return self.text[word.end : following.start]


@remembered(REMEMBERED)
def cut(text: str, code: str) -> Cut:
    """Return a text in pieces; see ``Cut``."""
    return Cut(text, code)


@remembered(SENTENCES)
def _words(of: Cut, sentence: int) -> tuple[Word, ...]:
    terms, clause, found = _terms(of.code), 0, []
    for one in PIECE.finditer(of.text, *of.sentences[sentence]):
        piece = one[0]
        if piece in CLAUSE_ENDS:
            clause += 1
        else:
            found.append(Word(*one.span(), piece, terms[piece], sentence, clause))
    return tuple(found)


class Terms(dict[str, str]):
    """The terms of the words of a language as they are written, remembered: folding takes longer than all else here."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code

    def __missing__(self, word: str) -> str:
        if len(self) >= MOST_TERMS:
            self.clear()
        found = self[word] = archive_term(fold(word), self._code)
        return found


_terms = cache(Terms)
