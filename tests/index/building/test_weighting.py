"""Weights: the formula against its plainest computation."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import example, given
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer

from index.building.transformer import SaturatedTfidf
from index.building.weighting import Weigher, inverse_document_frequency
from tests.corpus.making import hostile

TABLES = st.integers(1, 6).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([0, 0, 0, 1, 2, 7]), min_size=width, max_size=width), min_size=1, max_size=7
    )
)


def matrix(table: list[list[int]]) -> sp.csr_matrix:
    """Return counts as the counter gives them."""
    return sp.csr_matrix(np.array(table, np.float32))


@hostile
@given(
    table=TABLES, k=st.sampled_from([0.0, 0.5, 0.9, 1.2]), b=st.sampled_from([0.0, 0.4, 1.0]), with_idf=st.booleans()
)
@example(table=[[0, 0]], k=0.9, b=0.4, with_idf=True)
def test_every_weight_is_that_of_the_formula(table: list[list[int]], k: float, b: float, *, with_idf: bool) -> None:
    weights = SaturatedTfidf(k, b, with_idf=with_idf).fit_transform(matrix(table)).toarray()
    average = sum(map(sum, table)) / len(table)
    for row, document in zip(weights, table, strict=True):
        for place, tf in enumerate(document):
            expected = 0.0
            if tf:
                expected = tf * (k + 1) / (tf + k * (1 - b + b * sum(document) / average))
                df = sum(other[place] > 0 for other in table)
                expected *= math.log(1 + (len(table) - df + 0.5) / (df + 0.5)) if with_idf else 1
            assert row[place] == pytest.approx(expected, rel=1e-5)


def test_it_is_a_transformer_as_scikit_learn_expects_one() -> None:
    weigher = SaturatedTfidf(k=1.5, b=0.2, with_idf=False)
    assert weigher.get_params() == {"k": 1.5, "b": 0.2, "with_idf": False}
    copy = clone(weigher)
    assert copy is not weigher
    assert copy.get_params() == weigher.get_params()
    assert copy.set_params(k=0.9).k == 0.9
    with pytest.raises(NotFittedError):
        copy.transform(matrix([[1]]))
    assert copy.fit(matrix([[1]])) is copy


def test_it_stands_in_a_pipeline() -> None:
    counts = matrix([[1, 0, 2], [0, 3, 1]])
    found = make_pipeline(SaturatedTfidf(), Normalizer()).fit_transform(counts)
    assert np.linalg.norm(found.toarray(), axis=1) == pytest.approx([1, 1])


def test_what_was_learnt_is_used_for_documents_that_come_later() -> None:
    weigher = SaturatedTfidf().fit(matrix([[1, 1], [1, 0], [1, 0]]))
    (common, rare) = weigher.transform(matrix([[1, 1]])).toarray()[0]
    assert rare > common > 0


def test_the_counts_that_are_weighed_stay_as_they_were() -> None:
    counts = matrix([[1, 0, 2], [0, 3, 1]])
    before = counts.toarray()
    SaturatedTfidf().fit_transform(counts)
    assert np.array_equal(counts.toarray(), before)


def test_weights_are_float32_of_the_same_shape() -> None:
    weights = SaturatedTfidf().fit_transform(matrix([[1, 0, 2], [0, 0, 0]]))
    assert (weights.dtype, weights.shape, weights.nnz) == (np.float32, (2, 3), 2)


@hostile
@given(st.integers(1, 10**7), st.data())
def test_a_rarer_term_always_counts_more_and_none_counts_nothing(documents: int, data: st.DataObject) -> None:
    frequencies = sorted(data.draw(st.lists(st.integers(0, documents), min_size=2)))
    idf = inverse_document_frequency(np.array(frequencies), documents)
    assert all(idf > 0)
    assert list(idf) == sorted(idf, reverse=True)


@hostile
@given(TABLES)
@example([[0, 0]])
def test_what_is_learnt_from_counts_of_counts_is_what_the_matrix_teaches(table: list[list[int]]) -> None:
    counts = np.array(table)
    whole = SaturatedTfidf().fit(matrix(table))
    counted = Weigher()
    counted.fit_counted((counts > 0).sum(axis=0), len(counts), float(counts.sum()))
    assert counted.idf_.tolist() == whole.idf_.tolist()
    assert counted.average_length_ == whole.average_length_
    weights = counted.weights(counts.astype(np.float32), counted.norms(counts.sum(axis=1))[:, None]) * counted.idf_
    assert np.array_equal(weights * (counts > 0), whole.transform(matrix(table)).toarray())
