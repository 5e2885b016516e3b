"""scikit-learn: the cosine between TfidfVectorizer's vectors, with its defaults.

The matrix is kept sorted by term, so that a question reads the postings of its words and not the whole archive, as the
usual ``cosine_similarity`` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import joblib
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.retrieval.engines import Search
from benchmarks.retrieval.paragraphs import Paragraphs, load_rows

FILE = "tfidf.joblib"


def build(home: Path, folder: Path, _language: str) -> int:
    """Count, weigh, turn and save."""
    paragraphs = Paragraphs(home)
    vectorizer = TfidfVectorizer(dtype=np.float32)
    by_term = vectorizer.fit_transform(paragraphs).T.tocsr()
    joblib.dump((vectorizer, by_term), folder / FILE)
    return paragraphs.save_rows(folder)


def searcher(folder: Path, _language: str) -> Search:
    """Load vectorizer and matrix into memory."""
    vectorizer, by_term = joblib.load(folder / FILE)
    rows = load_rows(folder)

    def search(text: str, k: int) -> Sequence[int]:
        cosines = vectorizer.transform([text]) @ by_term
        size = min(k, cosines.nnz)
        best = np.argpartition(-cosines.data, size - 1)[:size] if size else np.zeros(0, np.intp)
        order = best[np.argsort(-cosines.data[best], kind="stable")]
        return [int(rows[place]) for place in cosines.indices[order]]

    return search
