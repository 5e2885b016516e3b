"""Chooses the sentence of a passage that a reader should see first."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.language.sentences import sentence_spans
from index.analysis import archive_term, tokens


def best_sentence(text: str, weights: Mapping[str, float], language: str = "en") -> tuple[int, int]:
    """Return (start, end) of the sentence that holds most of a question.

    Args:
        text: the passage.
        weights: of the question's terms.
        language: of the passage's article.
    """
    spans = sentence_spans(text)
    if not spans:
        return 0, len(text)
    values = [_weight(text[start:end], weights, language) for start, end in spans]
    return spans[values.index(max(values))]


def _weight(sentence: str, weights: Mapping[str, float], code: str) -> float:
    return sum(weights.get(found, 0.0) for found in {archive_term(word, code) for word in tokens(sentence, code)})
