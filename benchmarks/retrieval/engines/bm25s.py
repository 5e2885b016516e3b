"""bm25s: scores computed when the index is built, stems by PyStemmer, numba for asking; its own defaults else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bm25s
import Stemmer
from bm25s.tokenization import Tokenizer

from benchmarks.retrieval.engines import Search
from benchmarks.retrieval.paragraphs import Paragraphs, load_rows

STEMMERS = {"en": "english", "fr": "french", "ar": "arabic"}
STOP_WORDS = frozenset({"en", "fr"})
"""Languages of our sets for which bm25s has stop words."""


def build(home: Path, folder: Path, language: str) -> int:
    """Count, weigh and save."""
    paragraphs = Paragraphs(home)
    tokenizer = Tokenizer(stopwords=_stop_words(language), stemmer=_stemmer(language))
    tokens = tokenizer.tokenize(paragraphs, length=0, show_progress=False, return_as="tuple")
    index = bm25s.BM25(backend="numba")
    index.index(tokens, show_progress=False)
    index.save(str(folder), show_progress=False)
    return paragraphs.save_rows(folder)


def searcher(folder: Path, language: str) -> Search:
    """Load the index into memory."""
    index = bm25s.BM25.load(str(folder))
    rows = load_rows(folder)
    stop_words, stemmer = _stop_words(language), _stemmer(language)

    def search(text: str, k: int) -> Sequence[int]:
        tokens = bm25s.tokenize([text], stopwords=stop_words, stemmer=stemmer, return_ids=False, show_progress=False)
        found, scores = index.retrieve(tokens, k=min(k, len(rows)), n_threads=1, show_progress=False)
        return [int(rows[place]) for place, score in zip(found[0], scores[0], strict=True) if score > 0]

    return search


def _stop_words(language: str) -> Any:
    return language if language in STOP_WORDS else []


def _stemmer(language: str) -> Any:
    return Stemmer.Stemmer(STEMMERS[language]) if language in STEMMERS else None
