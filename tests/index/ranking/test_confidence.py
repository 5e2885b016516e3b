"""How likely the passages shown hold the answer, and what is told of them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from index.ranking import confidence as room
from index.ranking.candidates import Candidates
from index.ranking.confidence import SIGNS, Confidence, Verdict, confidence, signs, verdict
from index.ranking.learned import shipped
from index.ranking.order import in_order
from tests.index.ranking.test_order import candidates, row


def asking(
    found: Candidates, met: list[tuple[int, int]], shares: list[float], named: list[bool], answer: str = ""
) -> Candidates:
    """Return candidates of a question: which slots each passage and title meets, as bits, and what the slots weigh."""
    return replace(
        found,
        met=np.array(met, np.int64).reshape(-1, 2),
        shares=np.array(shares, np.float32),
        named=np.array(named, bool),
        answer=answer,
    )


def told(found: Candidates) -> dict[str, float]:
    """Return the signs of candidates in the order in which they stand."""
    order = np.arange(found.passages.size)
    values = np.linspace(2, 0, order.size, dtype=np.float32)
    return dict(zip(SIGNS, signs(found, order, values).tolist(), strict=True))


def sure_of(found: Candidates) -> float:
    """Return the confidence in candidates by the shipped weights."""
    return confidence(found, *in_order(found, shipped().order), shipped().confidence)


def told_as(found: Candidates, order: npt.NDArray[np.intp], sure: float) -> Verdict:
    """Return what candidates are told as by the shipped thresholds."""
    return verdict(found, order, sure, shipped().confidence)


def test_the_weights_file_gives_finite_weights_and_thresholds() -> None:
    found = shipped().confidence
    assert found.weights.shape == (len(SIGNS),)
    assert len(set(SIGNS)) == len(SIGNS)
    assert np.isfinite(found.weights).all()
    assert found.weights.any()
    assert math.isfinite(found.intercept)
    assert 0 < found.maybe < found.answer < 1


def test_what_is_met_and_missed_is_told_of_the_first_of_three_of_its_article_and_of_all() -> None:
    found = asking(
        candidates([(0, row()), (1, row()), (2, row()), (0, row()), (3, row())]),
        [(0b00001, 0b00010), (0b00100, 0), (0, 0), (0b01000, 0), (0b10000, 0)],
        [0.1, 0.1, 0.2, 0.25, 0.3],
        [False, True, True, False, True],
    )
    every = told(found)
    kept = {name: round(value, 4) for name, value in every.items() if "_by_" in name}
    assert kept == {
        "met_by_one": 0.2, "missed_by_one": 0.3, "unnamed_by_one": 0.5,
        "met_by_three": 0.4, "missed_by_three": 0.3, "unnamed_by_three": 0.3,
        "met_by_article": 0.45, "missed_by_article": 0.3, "unnamed_by_article": 0.5,
        "met_by_all": 0.95, "missed_by_all": 0.0, "unnamed_by_all": 0.0,
    }  # fmt: skip
    assert every["known"] == pytest.approx(0.95)
    assert every["named"] == pytest.approx(0.6)


def test_words_of_the_kind_that_is_asked_for_count_for_that_kind_alone() -> None:
    rows = [(0, row(nearby=0.25, focused=0.5)), (1, row(nearby=0.75, expected_anywhere=1.0))]
    found = told(asking(candidates(rows), [(1, 0), (1, 0)], [1.0], [False], "number"))
    assert (found["number_asked"], found["number_anywhere"]) == (1, 1)
    assert (found["number_nearby"], found["number_nearby_first"], found["number_focused"]) == (0.75, 0.25, 0.5)
    assert not any(value for name, value in found.items() if name.startswith(("name_", "date_")))


def test_the_lead_is_over_another_article_and_has_a_bound() -> None:
    pair = asking(candidates([(0, row()), (0, row()), (1, row())]), [(1, 0)] * 3, [1.0], [False])
    assert told(pair)["lead"] == 2
    assert told(pair.take(np.array([0, 2])))["lead"] == 2
    alone = asking(candidates([(0, row())]), [(1, 0)], [1.0], [False])
    assert told(alone)["lead"] == room.GREATEST_LEAD
    assert told(alone)["share"] == 1


def test_more_weight_on_what_is_there_makes_surer_and_any_sum_is_a_probability() -> None:
    weights = np.zeros(len(SIGNS))
    weights[SIGNS.index("met_by_one")] = 1e6
    model = Confidence(weights, 0.0, 0.5, 0.1)
    seen = np.zeros(len(SIGNS))
    assert model.of(seen) == 0.5
    seen[SIGNS.index("met_by_one")] = 1
    assert 0.99 < model.of(seen) <= 1
    assert 0 <= model.of(-seen) < 0.01


def test_it_is_about_as_sure_as_the_less_sure_of_what_is_right_and_of_what_the_archive_is_about() -> None:
    weights, matter = np.zeros((2, len(SIGNS)))
    weights[SIGNS.index("share")] = matter[SIGNS.index("known")] = 8
    model = Confidence(weights, -4.0, 0.5, 0.1, matter, -4.0)
    seen = np.zeros((4, len(SIGNS)))
    seen[[1, 3], SIGNS.index("share")] = 1
    seen[[2, 3], SIGNS.index("known")] = 1
    neither, right, about, both = map(model.of, seen)
    assert right == about
    assert neither < 0.01 < right < 0.02
    assert 0.96 < both < 0.97


def test_shipped_weights_refuse_more_where_the_archive_knows_less_of_a_question() -> None:
    found = shipped().confidence
    assert found.matter.shape == (len(SIGNS),)
    assert found.matter.any()
    assert np.isfinite(found.matter).all()
    order = np.array([0])
    known, unknown = (
        signs(one, order, np.zeros(1, np.float32))
        for one in (whole(), asking(candidates([(0, row(missing=0.6))]), [(0, 0)], [1.0], [True]))
    )
    assert found.matter @ (known - unknown) > 1


def whole() -> Candidates:
    """Return one passage that holds all of a question."""
    names = (
        "coverage",
        "sentence",
        "either",
        "context",
        "window",
        "passage",
        "meant_sentence",
        "meant_either",
        "count",
        "particular",
    )
    return asking(candidates([(0, row(**dict.fromkeys(names, 1.0)))]), [(1, 1)], [1.0], [True])


def test_what_is_told_follows_from_the_probability_from_names_and_from_what_is_met() -> None:
    order = np.array([0])
    some = shipped().confidence
    half = asking(candidates([(0, row(context=0.5, missing=0.5))]), [(1, 0)], [0.5, 0.5], [False, False])
    assert told_as(half, order, some.answer) == "answer"
    assert told_as(half, order, some.maybe) == "maybe"
    assert told_as(half, order, some.maybe / 2) == "nothing"
    little = replace(half, evidence=half.evidence * 0.4)
    assert told_as(little, order, some.maybe) == "nothing"  # one word of five
    of_ten = replace(little, shares=np.full(10, 0.1, np.float32), met=np.array([[0b11, 0]]))
    assert told_as(of_ten, order, some.maybe) == "maybe"  # two of ten
    of_three = replace(half, shares=np.array([0.6, 0.2, 0.2], np.float32))
    assert told_as(of_three, order, some.maybe) == "nothing"  # one of three, however much it weighs
    assert told_as(whole(), order, some.maybe / 2) == "maybe"  # what meets all of a question is shown
    assert told_as(replace(whole(), unheard=True), order, 1.0) == "maybe"  # but for a name that no article has
    assert told_as(replace(whole(), weightiest=0.6), order, 1.0) == "maybe"  # but for the word that weighs most
    assert told_as(replace(whole(), weightiest=0.9), order, 1.0) == "answer"  # it is misspelt
    assert told_as(replace(half, weightiest=0.0), order, 1.0) == "maybe"
    assert told_as(replace(whole(), likest=0.5), order, 1.0) == "nothing"
    assert told_as(candidates([]), np.zeros(0, np.intp), 0.0) == "nothing"
    assert sure_of(candidates([])) == 0


def test_what_is_searched_for_and_stands_in_the_first_passage_is_found() -> None:
    found = asking(candidates([(0, row(lead=1.0))]), [(0b11, 0)], [0.5, 0.5], [True, True])
    assert sure_of(found) == room.FOUND
    assert told_as(found, np.array([0]), room.FOUND) == "answer"
    for other in (replace(found, answer="date"), replace(found, met=np.array([[0b01, 0]]))):
        assert sure_of(other) < room.FOUND


def test_a_passage_that_holds_the_whole_question_is_surer_than_one_that_holds_nothing() -> None:
    nothing = asking(candidates([(0, row(lead=1.0, length=1.0, missing=0.6))]), [(0, 0)], [1.0], [True])
    sure = [sure_of(one) for one in (whole(), nothing)]
    assert sure[0] > sure[1]
