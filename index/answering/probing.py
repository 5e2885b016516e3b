"""Looks whether an archive can be answered from, as a question would find it."""

from __future__ import annotations

from datetime import date, datetime

from index.answering.question import parse_question
from index.answering.searcher import Searcher
from index.questions import Scope
from index.ranking.candidates import candidates


def probe(searcher: Searcher) -> dict[str, float]:
    """Search for a word of the archive and fetch what is found; return what the generation says of itself.

    Raises:
        DatelineError: the index, the store or the engine cannot be used.
    """
    engine = searcher.engine
    if len(engine.lexicon.vocabulary):
        question = parse_question(engine.lexicon.vocabulary.term(1), date.min)
        found = candidates(engine, question, Scope(date.min, date.max), 1)
        searcher.store.passages(found.rows.tolist())
    generation = engine.generation
    return {
        "generation_number": float(generation.number),
        "generation_built_timestamp_seconds": datetime.fromisoformat(generation.built_at).timestamp(),
        "articles": float(generation.articles),
        "passages": float(generation.passages),
    }
