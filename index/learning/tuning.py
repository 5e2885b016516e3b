"""Tunes weights and thresholds to an archive's own questions, and tells what that gains where nothing was learned.

1. The questions are split by their articles into a part that is learned from and one that is not seen.
2. How strongly what is learned is held at the shipped weights is chosen by cross-validation within the first part.
3. Order is learned, then confidence and thresholds, from questions put in order by weights that others gave.
4. Both ways, shipped and tuned, answer the questions of the other part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.errors import QuestionsInvalid
from index.answering.searcher import Searcher
from index.evaluating.comparing import Difference, difference
from index.evaluating.judging import Judged, Outcome, evaluate, within
from index.evaluating.labelled import Labelled
from index.learning.asked import Asked, ask
from index.learning.order import learn_order, order_loss
from index.learning.splitting import groups, share
from index.learning.telling import WORTH, Told, best_thresholds, confidence_loss, learn_confidence, told
from index.ranking.confidence import Confidence
from index.ranking.learned import VERSION, Learned, as_toml, parsed, shipped
from index.ranking.order import Weights

FEWEST = 20
"""Questions with an answer that each part has at least."""
FEWEST_UNANSWERABLE = 5
"""Questions that nothing answers, in the part that is learned from, below which confidence stays as it is."""
FOLDS = 5
HOLDING = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
"""Strengths that are tried; beside them the shipped weights as they are."""
LEVEL = 0.9
"""Of the interval of the gain: what is written gained something 19 times of 20."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Split:
    """The questions by part, in the order in which they were given.

    Attributes:
        folds: of the questions that are learned from, which of ``FOLDS`` each is in.
    """

    seen: list[Asked]
    folds: list[int]
    unseen: list[Labelled]


@dataclass(frozen=True, slots=True)
class Tuned:
    """What tuning came to.

    Attributes:
        found: the weights, as they are written.
        holding: how strongly order and confidence are held at the shipped ones; None for those as they are.
        learned_from: questions.
        before: how the questions that were not seen went with the shipped weights; ``after``: with those found.
        gain: of both together; ``order``: of finding alone; ``telling``: of what is told.
    """

    found: Learned
    holding: tuple[float | None, float | None]
    learned_from: int
    before: list[Judged]
    after: list[Judged]
    gain: Difference
    order: Difference
    telling: Difference

    @property
    def gained(self) -> bool:
        """Whether it surely gained something."""
        return self.gain.low > 0


def tune(
    searcher: Searcher,
    labelled: Sequence[Labelled],
    asked_on: date,
    held_out: float,
    *,
    swap: bool = False,
    progress: Progress | None = None,
) -> Tuned:
    """Learn weights from some questions, and judge them by the others.

    Args:
        searcher: of the archive; it goes by other weights meanwhile.
        labelled: the questions.
        asked_on: the day on which they are asked.
        held_out: the share of their articles that is not learned from.
        swap: learn from that part, and judge by the other.
        progress: is told how many questions have been asked for learning.

    Raises:
        QuestionsInvalid: there are too few.
    """
    split = _split(labelled, ask(searcher, labelled, asked_on, progress), held_out, swap=swap)
    found, holding = learn(split.seen, split.folds)
    before, after = (_judged(searcher, split.unseen, asked_on, one) for one in (shipped(), found))
    scores = [[_scores(one.outcome) for one in some] for some in (before, after)]
    order, telling, both = (
        difference([one[part] for one in scores[0]], [one[part] for one in scores[1]], LEVEL) for part in range(3)
    )
    assert order is not None
    assert telling is not None
    assert both is not None
    return Tuned(found, holding, len(split.seen), before, after, both, order, telling)


def learn(seen: Sequence[Asked], folds: Sequence[int]) -> tuple[Learned, tuple[float | None, float | None]]:
    """Return the weights learned from some questions, as they are read from a file, and how they are held."""
    start = shipped()

    def without(fold: int, l2: float | None) -> Weights:
        others = [one for one, of in zip(seen, folds, strict=True) if of != fold]
        return start.order if l2 is None else learn_order(others, l2, start.order)

    def lost(l2: float | None) -> float:
        by = [without(fold, l2) for fold in range(FOLDS)]
        return sum(order_loss(one, by[fold]) for one, fold in zip(seen, folds, strict=True))

    held = _least(lost)
    order = start.order if held is None else learn_order(seen, held, start.order)
    apart = [without(fold, held) for fold in range(FOLDS)]
    cases = [(one, fold) for asked, fold in zip(seen, folds, strict=True) if (one := told(asked, apart[fold]))]
    model, told_held = start.confidence, None
    if sum(not one.answerable for one in seen) >= FEWEST_UNANSWERABLE:
        model, told_held = _telling(cases, start.confidence)
    stamp = {"version": VERSION}
    return parsed(as_toml(Learned(order, model, stamp))), (held, told_held)


def _telling(cases: Sequence[tuple[Told, int]], start: Confidence) -> tuple[Confidence, float | None]:
    """Return confidence and thresholds learned from questions, each with its fold, and how they are held."""

    def without(fold: int, l2: float | None) -> Confidence:
        others = [one for one, of in cases if of != fold]
        return start if l2 is None else learn_confidence(others, l2, start)

    def lost(l2: float | None) -> float:
        by = [without(fold, l2) for fold in range(FOLDS)]
        return sum(confidence_loss([one], by[fold]) for one, fold in cases)

    held = _least(lost)
    model = start if held is None else learn_confidence([one for one, _ in cases], held, start)
    apart = [without(fold, held) for fold in range(FOLDS)]
    answer, maybe = best_thresholds([(one, apart[fold]) for one, fold in cases], start)
    return replace(model, answer=answer, maybe=maybe), held


def _least(lost: Callable[[float | None], float]) -> float | None:
    """Return the strength that loses least on questions not learned from; None for the shipped weights."""
    losses = {l2: lost(l2) for l2 in (None, *HOLDING)}
    return min(losses, key=lambda l2: losses[l2])


def _split(labelled: Sequence[Labelled], asked: Sequence[Asked], held_out: float, *, swap: bool) -> Split:
    split = Split([], [], [])
    rights = [0, 0]
    for one, found, group in zip(labelled, asked, groups(labelled, asked), strict=True):
        unseen = (share(group) < held_out) != swap
        rights[unseen] += one.answerable
        if unseen:
            split.unseen.append(one)
        else:
            split.seen.append(found)
            split.folds.append(int(share(group, "fold") * FOLDS))
    if min(rights) < FEWEST:
        raise QuestionsInvalid(
            f"too few questions: {rights[0]} with an answer to learn from and {rights[1]} to judge by, of other "
            f"articles, and each part needs {FEWEST}; label more of them"
        )
    return split


def _judged(searcher: Searcher, labelled: Sequence[Labelled], asked_on: date, by: Learned) -> list[Judged]:
    usual = searcher.weights
    searcher.weights = lambda: by
    try:
        return list(evaluate(searcher, labelled, asked_on))
    finally:
        searcher.weights = usual


def _scores(one: Outcome) -> tuple[float | None, float, float]:
    """Return what a question is worth by what was found, by what was told, and by both."""
    telling = WORTH[one.shown][one.verdict]
    if not one.answerable:
        return None, telling, telling
    goals = [one.article_rank == 1, within(one.article_rank, 3)]
    if one.worded:
        goals = [one.article_rank == 1, one.answer_rank == 1, within(one.answer_rank, 3)]
    order = sum(goals) / len(goals)
    return order, telling, order + telling
