"""Asks labelled questions, and judges what was answered by what is expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from corpus.dates.spans import around
from corpus.model import DateSpan
from index.answering.answers import Answer, Match
from index.answering.searcher import Searcher
from index.evaluating.labelled import UNANSWERABLE, Labelled
from index.questions import Scope
from index.ranking.confidence import SHOWN, Verdict

DEPTH = 30
"""Passages fetched a question: enough for ten distinct articles in all but a few answers."""
DIFFERING_SHARE = 0.5
"""A scope is right if it shares at least this much of the days that both spans cover together."""


Fate = Literal[
    "rightly answered", "may be, right", "may be, wrong", "wrongly answered", "wrongly refused", "rightly refused",
    "may be, none there",
]  # fmt: skip
FATES: tuple[Fate, ...] = get_args(Fate)
UNANSWERED: dict[Verdict, Fate] = {
    "answer": "wrongly answered", "maybe": "may be, none there", "nothing": "rightly refused",
}  # fmt: skip
"""What becomes of a question that the archive does not answer."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one labelled question went; ranks count from 1, None is not found.

    Attributes:
        article_rank: of the first right article among distinct articles.
        answer_rank: of the first passage of a right article that holds the answer.
        event_right: for a "when" question whose first passage holds the answer, whether the right date was shown.
        event_found: for any labelled "when" question, whether the right date was shown.
        event_shown: for those for which a date was shown, whether it was the right one.
        worded: whether words of a passage are expected, and not an article alone.
    """

    kind: str
    verdict: Verdict
    confidence: float
    article_rank: int | None
    answer_rank: int | None
    scope_right: bool | None
    event_right: bool | None
    milliseconds: float
    event_found: bool | None = None
    event_shown: bool | None = None
    worded: bool = True

    @property
    def answerable(self) -> bool:
        """Whether the archive answers it."""
        return self.kind != UNANSWERABLE

    @property
    def shown(self) -> bool:
        """Whether what is expected is among the passages that a reply shows."""
        return self.answerable and within(self.answer_rank if self.worded else self.article_rank, SHOWN)

    @property
    def fate(self) -> Fate:
        """What became of it."""
        if not self.answerable:
            return UNANSWERED[self.verdict]
        if self.verdict == "nothing":
            return "wrongly refused"
        if self.verdict == "maybe":
            return "may be, right" if self.shown else "may be, wrong"
        return "rightly answered" if self.shown else "wrongly answered"


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled question with what was answered, and how it went."""

    labelled: Labelled
    answer: Answer
    outcome: Outcome


def evaluate(searcher: Searcher, labelled: Sequence[Labelled], asked_on: date) -> Iterator[Judged]:
    """Ask every labelled question and yield how it went."""
    for one in labelled:
        answer = searcher.answer(one.question, asked_on, top=DEPTH, follows=one.follows)
        yield Judged(one, answer, judge(one, answer))


def judge(labelled: Labelled, answer: Answer) -> Outcome:
    """Compare an answer with the label; what came nearest counts too, so that ranking and refusing stay apart."""
    shown = answer.shown
    scope_right = None
    if labelled.kind == "scoped" and labelled.scope is not None:
        scope_right = same_scope(answer.question.scope, labelled.scope)
    answer_rank = _answer_rank(shown, labelled)
    found = None
    if labelled.kind == "when" and labelled.event_date:
        found = answer.event_date is not None and same_date(answer.event_date.span, labelled.event_date)
    return Outcome(
        labelled.kind,
        answer.verdict,
        answer.confidence,
        _article_rank(shown, labelled),
        answer_rank,
        scope_right,
        found if answer_rank == 1 else None,
        answer.milliseconds,
        found,
        found if answer.event_date is not None else None,
        bool(labelled.answer) or not labelled.answerable,
    )


def same_scope(found: Scope | None, wanted: Scope) -> bool:
    """Tell whether open ends are equal and the spans share at least half of what they cover together."""
    if (
        found is None
        or (found.first is None) != (wanted.first is None)
        or (found.last is None) != (wanted.last is None)
    ):
        return False
    ends = [
        (one.first or around(one.last or date.max, 366)[0], one.last or around(one.first or date.min, 366)[1])
        for one in (found, wanted)
    ]
    (a, b), (c, d) = ends
    shared = (min(b, d) - max(a, c)).days + 1
    together = (max(b, d) - min(a, c)).days + 1
    return shared >= DIFFERING_SHARE * together


def same_date(span: DateSpan, label: str) -> bool:
    """Tell whether a span is the day, month or year of a label: 2005-10-20, 2005-10 or 2005."""
    return span.first.isoformat().startswith(label) and span.last.isoformat().startswith(label)


def _article_rank(shown: Sequence[Match], labelled: Labelled) -> int | None:
    """Return the rank of the first right article; by words alone it is one of which a passage shown holds them."""
    distinct: dict[str, bool] = {}
    for match in shown:
        article = match.passage.article
        right = labelled.holds(match.passage.text) if labelled.by_words else labelled.names(article)
        distinct[article.article_id] = distinct.get(article.article_id, False) or right
    return next((rank for rank, right in enumerate(distinct.values(), start=1) if right), None)


def _answer_rank(shown: Sequence[Match], labelled: Labelled) -> int | None:
    for match in shown:
        if labelled.holds(match.passage.text) and (labelled.by_words or labelled.names(match.passage.article)):
            return match.rank
    return None


def within(rank: int | None, limit: int) -> bool:
    """Tell whether something was found up to a rank."""
    return rank is not None and rank <= limit
