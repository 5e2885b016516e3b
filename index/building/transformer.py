"""The weights of index/building/weighting.py as a scikit-learn transformer, to be compared and combined with others.

Apart, as importing scikit-learn takes longer than building the index of a small archive.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from index.building.weighting import Weigher


class SaturatedTfidf(Weigher, TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Saturated TF-IDF weights of a count matrix.

    Args:
        k: as of ``Weigher``.
        b: as of ``Weigher``.
        with_idf: multiply by idf; the inverted file leaves it out and multiplies per question.
    """

    def __init__(self, k: float = 0.9, b: float = 0.4, *, with_idf: bool = True) -> None:
        super().__init__(k, b)
        self.with_idf = with_idf

    def fit(self, counts: sp.csr_matrix | sp.csc_matrix, _target: object = None) -> SaturatedTfidf:
        """Learn document frequencies and the average length from (n_documents, n_terms) CSR or CSC counts."""
        frequency = np.diff(counts.tocsc().indptr).astype(np.int64)
        self.fit_counted(frequency, counts.shape[0], float(counts.sum(dtype=np.float64)))
        return self

    def transform(self, counts: sp.csr_matrix | sp.csc_matrix) -> sp.csc_matrix:
        """Return the weights of (n_documents, n_terms) CSR or CSC counts as float32 CSC."""
        check_is_fitted(self)
        counts = counts.tocsc()
        norms = self.norms(np.asarray(counts.sum(axis=1), dtype=np.float32).ravel())
        data = self.weights(counts.data, norms[counts.indices])
        if self.with_idf:
            data *= np.repeat(self.idf_, np.diff(counts.indptr))
        return sp.csc_matrix((data, counts.indices, counts.indptr), shape=counts.shape)
