"""Weighs counts: saturated term frequency times inverse document frequency.

A term t that stands tf times in a document d of len(d) words weighs

    w(t, d) = tf * (k + 1) / (tf + k * (1 - b + b * len(d) / avg))

and a question's term counts idf(t) = ln(1 + (n - df + 0.5) / (df + 0.5)) times its weight, with n documents of
which df hold t. Source: Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009, sections 3.4-3.5.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt


class Weigher:
    """Saturated weights of the terms of documents that have been counted.

    Args:
        k: how soon further occurrences stop counting; 0 counts presence only.
        b: how much longer documents are held back, 0 to 1.

    Attributes:
        idf_: (n_terms,) float32.
        average_length_: mean number of words of a document.
    """

    def __init__(self, k: float = 0.9, b: float = 0.4) -> None:
        self.k = k
        self.b = b

    def fit_counted(self, frequency: npt.NDArray[np.int64], documents: int, words: float) -> None:
        """Learn document frequencies and the average length.

        Args:
            frequency: (n_terms,), in how many documents each term stands.
            documents: how many there are.
            words: of all documents together.
        """
        self.idf_: npt.NDArray[np.float32] = inverse_document_frequency(frequency, documents)
        self.average_length_ = words / max(1, documents)

    def norms(self, lengths: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
        """Return by how much documents of some lengths hold terms back, float32."""
        lengths = np.asarray(lengths, np.float32)
        return np.asarray(self.k * (1 - self.b + self.b * lengths / max(self.average_length_, 1e-9)), np.float32)

    def weights(self, often: npt.NDArray[np.float32], norms: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Return the weights without idf of terms that stand so often in documents with some norms."""
        return np.asarray(often * np.float32(self.k + 1) / (often + norms), np.float32)


def inverse_document_frequency(frequency: npt.NDArray[np.int64], documents: int) -> npt.NDArray[np.float32]:
    """Return idf of terms that stand in ``frequency`` of ``documents`` documents, float32, higher is rarer."""
    return np.log1p((documents - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
