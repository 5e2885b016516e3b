"""Evidence: compiled, plain and the most obvious computation give the same."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.answering import compiling
from index.ranking import evidence
from index.ranking.evidence import BESIDE, CARRIED, EVIDENCE, HALF, NEAR, REACH, SYNONYM, Asked
from tests.corpus.making import examples
from tests.index.engine.test_loops import mapped, plain

TERMS = 9
NUMERIC = 8
"""A term that is a number; terms 6 and 7 are spelled like those of slots."""
ALIKE = {6: (1, 0.5), 7: (2, 0.75)}
MEANING_SECOND = 5
"""A term that means nearly the same as that of the second slot."""
PLAIN = plain(evidence)


@pytest.fixture(scope="module", autouse=True)
def installed() -> None:
    """Compile the loops, or load what was compiled before."""
    compiling.install()


class Archive(NamedTuple):
    """Articles with titles and passages, as term numbers, 0 ending a sentence; and a question's terms and weights."""

    titles: list[list[int]]
    passages: list[list[list[int]]]
    terms: list[int]
    weights: list[float]
    expected: int


WORDS = st.lists(st.integers(0, TERMS - 1), max_size=30)
ARCHIVES = st.integers(1, 3).flatmap(
    lambda articles: st.builds(
        Archive,
        st.lists(WORDS.map(lambda words: [word for word in words if word]), min_size=articles, max_size=articles),
        st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=articles, max_size=articles),
        st.permutations([1, 2, 3, 4]).flatmap(lambda order: st.integers(1, 4).map(lambda count: order[:count])),
        st.lists(st.sampled_from([0.125, 0.25, 0.5]), min_size=4, max_size=4),
        st.sampled_from([0, 1]),
    )
)


def gathered(gather: Callable[..., None], archive: Archive) -> npt.NDArray[np.float32]:
    """Return the evidence for every passage of an archive, but what facts tell."""
    rows = [
        (words, article, place) for article, some in enumerate(archive.passages) for place, words in enumerate(some)
    ]
    before = [archive.passages[article][place - 1] if place else [] for _, article, place in rows]
    behind = [(archive.passages[article][place + 1 :] or [[]])[0] for _, article, place in rows]
    titles = [archive.titles[article] for _, article, _ in rows]
    texts = [*(words for words, _, _ in rows), *before, *behind, *titles]
    found = np.zeros((len(rows), len(EVIDENCE)), np.float32)
    words = mapped([word for text in texts for word in text], "int32")
    gather(asked(archive), words, mapped([0, *np.cumsum([len(text) for text in texts])], "int64"), found)
    return found


def asked(archive: Archive) -> Asked:
    """Return an archive's question."""
    notes = np.arange(1, TERMS + 1, dtype=np.int16)
    slots, likeness, pairs = np.zeros(TERMS, np.int8), np.zeros(TERMS, np.float32), np.zeros(TERMS, np.int8)
    for term, (slot, how_much) in ALIKE.items():
        if slot <= len(archive.terms):
            slots[term], likeness[term] = -slot, how_much
    if len(archive.terms) > 1:
        slots[MEANING_SECOND] = SYNONYM + 2
    seconds = []
    for slot, term in enumerate(archive.terms, start=1):
        slots[term] = slot
    for first, second in pairwise(archive.terms):
        seconds.append(second)
        pairs[first] = len(seconds)
    weights = np.array(archive.weights[: len(archive.terms)], np.float32)
    kinds = mapped([int(term == NUMERIC) for term in range(TERMS)], "uint8")
    pair_weights = weights[: len(seconds)]
    of_notes = [np.concatenate([one[:1] * 0, one]) for one in (slots, likeness, pairs)]
    ends = np.array(seconds, np.int32)
    return Asked(notes, *of_notes, ends, pair_weights, weights, kinds, archive.expected, 1)  # type: ignore[call-arg, arg-type]


def sentences_of(words: list[int]) -> list[list[int]]:
    """Return the sentences of a passage."""
    found: list[list[int]] = [[]]
    for word in words:
        if word:
            found[-1].append(word)
        else:
            found.append([])
    return found


def met(archive: Archive, words: list[int]) -> set[int]:
    """Return the terms of the question that stand among some words."""
    return set(archive.terms) & set(words)


def meant(archive: Archive, words: list[int]) -> set[int]:
    """Return the terms of the question that have a synonym among some words."""
    return set(archive.terms[1:2]) if MEANING_SECOND in words else set()


def spelled_alike(archive: Archive, words: list[int]) -> float:
    """Return the weight of the terms that are met by similar spelling only."""
    total = 0.0
    for slot, term in enumerate(archive.terms, start=1):
        if term not in words:
            likest = max((how for other, (one, how) in ALIKE.items() if one == slot and other in words), default=0)
            total += archive.weights[slot - 1] * likest
    return total


def around(archive: Archive, words: list[int], at: int) -> tuple[float, bool]:
    """Return what is met around a word, less the farther off, and whether the first term stands beside it."""
    total, beside = 0.0, False
    for slot, term in enumerate(archive.terms, start=1):
        meets = {term, MEANING_SECOND} if slot == 2 else {term}
        away = min((abs(place - at) for place, word in enumerate(words) if word in meets), default=REACH + 1)
        if away <= REACH:
            total += archive.weights[slot - 1] * HALF / (HALF + away)
        beside |= slot == 1 and away <= BESIDE
    return total, beside


def measured(archive: Archive, article: int, place: int) -> dict[str, float]:
    """Return the evidence of one passage in the most obvious way."""
    words, title = archive.passages[article][place], archive.titles[article]
    weight = dict(zip(archive.terms, archive.weights, strict=False))
    places = {term: [at for at, word in enumerate(words) if word == term] for term in archive.terms}

    def total(terms: set[int]) -> float:
        return sum(weight[term] for term in terms)

    here = met(archive, words)
    beside = [met(archive, archive.passages[article][place - 1]) if place else set()]
    beside.append(
        met(archive, archive.passages[article][place + 1]) if len(archive.passages[article]) > place + 1 else set()
    )
    pairs = 0.0
    for before, term in pairwise(archive.terms):
        gaps = [b - a for a in places[before] for b in places[term] if 0 < b - a <= NEAR]
        pairs += (weight[before] + weight[term]) / (2 * min(gaps)) if gaps else 0
    ends = [at for found in places.values() for at in found]
    windows = [
        total({t for t, found in places.items() if any(0 <= end - at <= 2 * NEAR for at in found)}) for end in ends
    ]
    sentences = [set(one) for one in sentences_of(words)]
    notable = [total(one & here) for one in sentences]
    holding = [
        notable[one] + CARRIED * (notable[one - 1] if one else 0)
        for one, sentence in enumerate(sentences)
        if archive.expected and NUMERIC in sentence
    ]
    nearly = [total(met(archive, one) | meant(archive, one)) for one in sentences_of(words)]
    titled, titled_meant = met(archive, title), meant(archive, title)
    side_by_side = {pair for pair in pairwise(words) if pair in set(pairwise(archive.terms))}
    order = list(pairwise(archive.terms))
    missing = [weight[term] for term in archive.terms if term not in here and term not in title]
    numbers = [around(archive, words, at) for at, word in enumerate(words) if archive.expected and word == NUMERIC]
    return {
        "nearby": max((one for one, _ in numbers), default=0.0),
        "focused": max((one for one, beside in numbers if beside), default=0.0),
        "coverage": total(here),
        "title": total(titled),
        "sentence": max(notable),
        "pairs": pairs,
        "window": max(windows, default=0.0),
        "either": total(here | titled),
        "before": total(beside[0] - here),
        "behind": total(beside[1] - here),
        "context": total(here | titled | beside[0] | beside[1]),
        "expected": max(holding, default=0.0),
        "expected_anywhere": float(bool(holding)),
        "variant": spelled_alike(archive, words),
        "variant_title": spelled_alike(archive, title),
        "phrases": sum(archive.weights[order.index(pair)] for pair in side_by_side),
        "missing": max(missing, default=0.0),
        "meant": total(meant(archive, words) - here),
        "meant_title": total(titled_meant - titled),
        "meant_sentence": max(nearly),
        "meant_expected": max(
            (one for one, sentence in zip(nearly, sentences, strict=True) if archive.expected and NUMERIC in sentence),
            default=0.0,
        ),
        "meant_either": total(here | titled | meant(archive, words) | titled_meant),
    }


WEIGHTS = [0.5, 0.25, 0.125, 0.125]


@examples(40)
@given(ARCHIVES)
@example(Archive([[1, 1, 2]], [[[1, 2, 0, 2, 1, 1], [], [0, 0]]], [1, 2], WEIGHTS, 1))
@example(Archive([[]], [[[1, *[5] * NEAR, 2], [1, *[5] * (NEAR - 1), 2]]], [1, 2], WEIGHTS, 0))
@example(Archive([[], []], [[[1], [2]], [[2], [1]]], [1, 2], WEIGHTS, 0))  # neighbours of another article
@example(Archive([[5, 1], []], [[[1, 5, 0, 2, 0, 5, 8], [2, 8, 5]], [[5]]], [1, 2], WEIGHTS, 1))
@example(Archive([[6]], [[[1, 0, 8, 0, 2, 8], [8, 7]]], [1, 2], WEIGHTS, 1))
def test_the_evidence_is_that_of_looking_at_every_word_pair_and_window(archive: Archive) -> None:
    expected = [
        measured(archive, article, place)
        for article, passages in enumerate(archive.passages)
        for place in range(len(passages))
    ]
    for module in (PLAIN, evidence):
        found = gathered(module.gather, archive)
        for name in expected[0]:
            column = found[:, EVIDENCE.index(name)]
            assert column.tolist() == pytest.approx([passage[name] for passage in expected], abs=1e-6), (module, name)


@examples(40)
@given(
    st.lists(st.lists(st.integers(0, 14), min_size=12, max_size=40), min_size=4, max_size=4),
    st.lists(st.integers(1, 200).map(lambda share: share / 1009), min_size=12, max_size=12),
)
@example(
    [[13, *range(12, 0, -1)], [], [], []],
    [share / 1009 for share in (101, 13, 71, 110, 3, 91, 50, 17, 200, 190, 31, 100)],
)
def test_long_questions_are_measured_alike_to_the_last_bit(rows: list[list[int]], weights: list[float]) -> None:
    terms = np.arange(13, dtype=np.int8)  # twelve slots, each a pair with the next; 13 is a number, 14 is nothing
    none = np.zeros(1, np.int8)
    question = Asked(
        np.array([*range(13), 0, 0], np.int16), terms, np.zeros(13, np.float32), np.concatenate([terms[:12], none]),
        np.arange(2, 13, dtype=np.int32), np.array(weights[:11], np.float32), np.array(weights, np.float32),
        mapped([0] * 13 + [1, 0], "uint8"), 1, 1,
    )  # fmt: skip
    words = mapped([word for row in rows for word in row], "int32")
    bounds = mapped([0, *np.cumsum([len(row) for row in rows])], "int64")
    found = np.zeros((2, 1, len(EVIDENCE)), np.float32)
    for module, row in zip((PLAIN, evidence), found, strict=True):
        module.gather(question, words, bounds, row)
    assert found[0].tobytes() == found[1].tobytes()
