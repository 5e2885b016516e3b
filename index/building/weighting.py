"""Weighs counts: saturated term frequency times inverse document frequency, as a scikit-learn transformer.

A term t that stands tf times in a document d of len(d) words weighs

    w(t, d) = tf * (k + 1) / (tf + k * (1 - b + b * len(d) / avg))

and a question's term counts idf(t) = ln(1 + (n - df + 0.5) / (df + 0.5)) times its weight, with n documents of
which df hold t. Source: Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009, sections 3.4-3.5.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted


class SaturatedTfidf(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Saturated TF-IDF weights of a count matrix.

    Args:
        k: how soon further occurrences stop counting; 0 counts presence only.
        b: how much longer documents are held back, 0 to 1.
        with_idf: multiply by idf; the inverted file leaves it out and multiplies per question.

    Attributes:
        idf_: (n_terms,) float32.
        average_length_: mean number of words of a document.
    """

    def __init__(self, k: float = 0.9, b: float = 0.4, *, with_idf: bool = True) -> None:
        self.k = k
        self.b = b
        self.with_idf = with_idf

    def fit(self, counts: sp.csr_matrix | sp.csc_matrix, _target: object = None) -> SaturatedTfidf:
        """Learn document frequencies and the average length from (n_documents, n_terms) CSR or CSC counts."""
        frequency = np.diff(counts.tocsc().indptr).astype(np.int64)
        return self.fit_counted(frequency, counts.shape[0], float(counts.sum(dtype=np.float64)))

    def fit_counted(self, frequency: npt.NDArray[np.int64], documents: int, words: float) -> SaturatedTfidf:
        """Learn from what has been counted already, where counts are more than memory should hold.

        Args:
            frequency: (n_terms,), in how many documents each term stands.
            documents: how many there are.
            words: of all documents together.
        """
        self.idf_: npt.NDArray[np.float32] = inverse_document_frequency(frequency, documents)
        self.average_length_ = words / max(1, documents)
        return self

    def norms(self, lengths: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
        """Return by how much documents of some lengths hold terms back, float32."""
        check_is_fitted(self)
        lengths = np.asarray(lengths, np.float32)
        return np.asarray(self.k * (1 - self.b + self.b * lengths / max(self.average_length_, 1e-9)), np.float32)

    def weights(self, often: npt.NDArray[np.float32], norms: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Return the weights without idf of terms that stand so often in documents with some norms."""
        return np.asarray(often * np.float32(self.k + 1) / (often + norms), np.float32)

    def transform(self, counts: sp.csr_matrix | sp.csc_matrix) -> sp.csc_matrix:
        """Return the weights of (n_documents, n_terms) CSR or CSC counts as float32 CSC."""
        check_is_fitted(self)
        counts = counts.tocsc()
        norms = self.norms(np.asarray(counts.sum(axis=1), dtype=np.float32).ravel())
        data = self.weights(counts.data, norms[counts.indices])
        if self.with_idf:
            data *= np.repeat(self.idf_, np.diff(counts.indptr))
        return sp.csc_matrix((data, counts.indices, counts.indptr), shape=counts.shape)


def inverse_document_frequency(frequency: npt.NDArray[np.int64], documents: int) -> npt.NDArray[np.float32]:
    """Return idf of terms that stand in ``frequency`` of ``documents`` documents, float32, higher is rarer."""
    return np.log1p((documents - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
