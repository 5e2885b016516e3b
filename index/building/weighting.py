"""Weighs counts: saturated term frequency times inverse document frequency, as a scikit-learn transformer.

A term t that stands tf times in a document d of len(d) words weighs

    w(t, d) = tf * (k + 1) / (tf + k * (1 - b + b * len(d) / avg))

and a question's term counts idf(t) = ln(1 + (n - df + 0.5) / (df + 0.5)) times its weight, with n documents of
which df hold t. Source: Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009, sections 3.4-3.5.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from index.generations.arrays import Postings


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
        self.idf_: npt.NDArray[np.float32] = inverse_document_frequency(frequency, counts.shape[0])
        self.average_length_ = float(counts.sum(dtype=np.float64)) / max(1, counts.shape[0])
        return self

    def transform(self, counts: sp.csr_matrix | sp.csc_matrix) -> sp.csc_matrix:
        """Return the weights of (n_documents, n_terms) CSR or CSC counts as float32 CSC."""
        check_is_fitted(self)
        counts = counts.tocsc()
        lengths = np.asarray(counts.sum(axis=1), dtype=np.float32).ravel()
        norm = (self.k * (1 - self.b + self.b * lengths / max(self.average_length_, 1e-9))).astype(np.float32)
        divisor = norm[counts.indices]
        divisor += counts.data
        data = counts.data * np.float32(self.k + 1)
        data /= divisor
        if self.with_idf:
            data *= np.repeat(self.idf_, np.diff(counts.indptr))
        weights = (data.astype(np.float32, copy=False), counts.indices, counts.indptr)
        return sp.csc_matrix(weights, shape=counts.shape)


def inverse_document_frequency(frequency: npt.NDArray[np.int64], documents: int) -> npt.NDArray[np.float32]:
    """Return idf of terms that stand in ``frequency`` of ``documents`` documents, float32, higher is rarer."""
    return np.log1p((documents - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)


def inverted(weights: sp.csc_matrix) -> Postings:
    """Turn (n_documents, n_terms) weights with sorted indices into an inverted file."""
    return Postings(weights.indptr.astype(np.int64), weights.indices.astype(np.int32, copy=False), weights.data)
