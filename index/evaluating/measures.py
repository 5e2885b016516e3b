"""Measures quality over many labelled questions (docs/evaluation.md), each share with its interval."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.evaluating.judging import Fate, Outcome, within

CALIBRATED = 50
"""Questions from which a calibration error says something; of fewer it is mostly chance. A choice."""
LEVEL = 0.95
"""How often an interval holds the share that very many such questions would have."""
Z = statistics.NormalDist().inv_cdf((1 + LEVEL) / 2)
Interval = tuple[float, float]


@dataclass(slots=True)
class Quality:
    """The outcomes of all questions, and the measures over them."""

    outcomes: list[Outcome] = field(default_factory=list)

    def measures(self) -> dict[str, float | int | None]:
        """Return every measure by name; None where no question bears on it."""
        times = [one.milliseconds for one in self.outcomes]
        return {
            "questions": len(self.outcomes),
            **{name: _share(values) for name, values in self.by_question().items()},
            "calibration error": _calibration_error(self.outcomes),
            "milliseconds p50": round(statistics.median(times), 3) if times else None,
            "milliseconds p99": round(sorted(times)[int(len(times) * 0.99)], 3) if times else None,
        }

    def intervals(self) -> dict[str, Interval]:
        """Return the interval of each measure that is a share."""
        counted = {name: [one for one in values if one is not None] for name, values in self.by_question().items()}
        return {name: wilson(sum(values), len(values)) for name, values in counted.items() if values}

    def by_question(self) -> dict[str, list[bool | None]]:
        """Return for each measure that is a share what each question, in their order, adds to it; None for nothing."""
        return {name: list(map(of, self.outcomes)) for name, of in SHARES.items()}

    def fates(self) -> dict[str, Counter[Fate]]:
        """Return how often each kind of question had which fate, by kind."""
        found: dict[str, Counter[Fate]] = {}
        for one in self.outcomes:
            found.setdefault(one.kind, Counter())[one.fate] += 1
        return found


def _of_answerable(of: Callable[[Outcome], bool | None]) -> Callable[[Outcome], bool | None]:
    return lambda one: of(one) if one.answerable else None


def _of_worded(of: Callable[[Outcome], bool | None]) -> Callable[[Outcome], bool | None]:
    return lambda one: of(one) if one.answerable and one.worded else None


def _of_scoped(of: Callable[[Outcome], bool | None]) -> Callable[[Outcome], bool | None]:
    return lambda one: of(one) if one.answerable and one.kind == "scoped" else None


def _of_others(of: Callable[[Outcome], bool | None]) -> Callable[[Outcome], bool | None]:
    return lambda one: None if one.answerable else of(one)


SHARES: dict[str, Callable[[Outcome], bool | None]] = {
    "hit@1": _of_answerable(lambda one: one.article_rank == 1),
    "hit@3": _of_answerable(lambda one: within(one.article_rank, 3)),
    "hit@10": _of_answerable(lambda one: within(one.article_rank, 10)),
    "answer@1": _of_worded(lambda one: one.answer_rank == 1),
    "answer@3": _of_worded(lambda one: within(one.answer_rank, 3)),
    "hit@1 scoped": _of_scoped(lambda one: one.article_rank == 1),
    "scope right": _of_scoped(lambda one: one.scope_right),
    "event date right": _of_answerable(lambda one: one.event_right),
    "event date right of all": _of_answerable(lambda one: one.event_found),
    "bold dates right of shown": _of_answerable(lambda one: one.event_shown),
    "refused": _of_others(lambda one: one.verdict != "answer"),
    "refused as nothing": _of_others(lambda one: one.verdict == "nothing"),
    "wrongly refused": _of_answerable(lambda one: one.verdict == "nothing"),
    "told as maybe": _of_answerable(lambda one: one.verdict == "maybe"),
    "answers right": lambda one: one.shown if one.verdict == "answer" else None,
}
"""What a question adds to each measure that is a share; None where it does not bear on it."""
LESS_IS_BETTER = frozenset({"wrongly refused", "told as maybe"})


def wilson(right: int, of: int) -> Interval:
    """Return the interval of a share, ``LEVEL`` sure.

    Source: Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
    """
    if not of:
        return 0.0, 1.0
    share, spread = right / of, Z * Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * ((share * (1 - share) + spread / 4) / of) ** 0.5
    return round(max(0.0, middle - half), 4), round(min(1.0, middle + half), 4)


def _calibration_error(outcomes: Sequence[Outcome]) -> float | None:
    """Return by how much confidence misses the share of right answers, in tenths of the questions by confidence.

    It is the expected calibration error: Guo and others, "On Calibration of Modern Neural Networks", 2017, with bins of
    equally many questions.
    """
    if len(outcomes) < CALIBRATED:
        return None
    ranked = sorted(outcomes, key=lambda one: one.confidence)
    cuts = [len(ranked) * part // 10 for part in range(11)]
    missed = 0.0
    for low, high in pairwise(cuts):
        some = ranked[low:high]
        right = sum(one.shown for one in some)
        missed += abs(sum(one.confidence for one in some) - right)
    return round(missed / len(ranked), 4)


def _share(values: Iterable[bool | None]) -> float | None:
    counted = [value for value in values if value is not None]
    return round(sum(counted) / len(counted), 4) if counted else None
