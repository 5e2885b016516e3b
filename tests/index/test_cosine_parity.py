"""Plain cosine TF-IDF equals scikit-learn's TfidfVectorizer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from corpus.store.reading import StoreReader
from index.analysis import terms, tokens
from index.cosine import CosineIndex

QUESTIONS = ("Who ran a marathon?", "Mars landing of the rover", "volcano volcano ash", "élections en Allemagne", "zzz")


def test_the_ranking_equals_scikit_learns_on_the_sample_archive(sample_home: Path) -> None:
    texts = [passage.text for passage in StoreReader(sample_home).live_passages()]
    ours = CosineIndex(texts)
    vectorizer = TfidfVectorizer(analyzer=lambda text: terms(tokens(text)))
    theirs = vectorizer.fit_transform(texts)
    for question in QUESTIONS:
        places, cosines = ours.best(terms(tokens(question)), 20)
        expected = (theirs @ vectorizer.transform([question]).T).toarray().ravel()
        best = np.lexsort((np.arange(len(texts)), -expected))[: len(places)]
        assert np.count_nonzero(expected) >= len(places)
        np.testing.assert_allclose(cosines, expected[best], atol=1e-5)
        np.testing.assert_allclose(cosines, expected[places], atol=1e-5)
