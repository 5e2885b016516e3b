"""Tantivy: its BM25 over stems, terms joined by OR; one writer thread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import tantivy

from benchmarks.retrieval.engines import Search
from benchmarks.retrieval.paragraphs import Paragraphs

STEMMERS = {"ar": "arabic", "fr": "french"}
"""Of the languages of our sets; English has a tokenizer of its own there, Persian no stemmer."""
HEAP_BYTES = 256 << 20
WORD = re.compile(r"\w+")


def build(home: Path, folder: Path, language: str) -> int:
    """Index every paragraph, and wait until segments are merged."""
    index = tantivy.Index(_schema(language), str(folder))
    _register(index, language)
    writer = index.writer(HEAP_BYTES, 1)
    paragraphs = Paragraphs(home)
    for text in paragraphs:
        writer.add_document(tantivy.Document(text=text, row=paragraphs.rows[-1]))
    writer.commit()
    writer.wait_merging_threads()
    return len(paragraphs.rows)


def searcher(folder: Path, language: str) -> Search:
    """Open the index; words reach the query parser without signs that mean something to it."""
    index = tantivy.Index.open(str(folder))
    _register(index, language)
    reader = index.searcher()

    def search(text: str, k: int) -> Sequence[int]:
        words = " ".join(WORD.findall(text.lower()))
        if not words:
            return ()
        hits = reader.search(index.parse_query(words, ["text"]), k).hits
        return [reader.doc(address)["row"][0] for _, address in hits]

    return search


def _schema(language: str) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name=_tokenizer(language), index_option="freq")
    builder.add_unsigned_field("row", stored=True)
    return builder.build()


def _tokenizer(language: str) -> str:
    if language == "en":
        return "en_stem"
    return f"{language}_stem" if language in STEMMERS else "default"


def _register(index: tantivy.Index, language: str) -> None:
    if language in STEMMERS:
        builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        for one in (
            tantivy.Filter.remove_long(40),
            tantivy.Filter.lowercase(),
            tantivy.Filter.stemmer(STEMMERS[language]),
        ):
            builder = builder.filter(one)
        index.register_tokenizer(_tokenizer(language), builder.build())
