"""Measures quality on labelled questions, with the measures of docs/evaluation.md."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

from corpus.dates.spans import around, parse_day
from corpus.errors import QuestionsInvalid
from corpus.model import DateSpan
from index.answering.answers import Answer, Match
from index.answering.searcher import Searcher
from index.questions import Scope
from index.ranking.confidence import SHOWN, Verdict

DEPTH = 30
"""Passages fetched a question: enough for ten distinct articles in all but a few answers."""
UNANSWERABLE = "unanswerable"
CALIBRATED = 50
"""Questions from which a calibration error says something; of fewer it is mostly chance. A choice."""
DIFFERING_SHARE = 0.5
"""A scope is right if it shares at least this much of the days that both spans cover together."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question with its right answer (form: docs/evaluation.md); a follow-up with the question that it follows."""

    id: str
    question: str
    kind: str
    answer: str
    article_ids: frozenset[str]
    scope: Scope | None
    event_date: str | None
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one labelled question went; ranks count from 1, None is not found.

    Attributes:
        article_rank: of the first right article among distinct articles.
        answer_rank: of the first passage of a right article that holds the answer.
        event_right: for a "when" question whose first passage holds the answer, whether the right date was shown.
        event_found: for any labelled "when" question, whether the right date was shown.
        event_shown: for those for which a date was shown, whether it was the right one.
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


@dataclass(slots=True)
class Quality:
    """The outcomes of all questions, and the measures over them."""

    outcomes: list[Outcome] = field(default_factory=list)

    def measures(self) -> dict[str, float | int | None]:
        """Return every measure by name; None where no question bears on it."""
        answerable = [one for one in self.outcomes if one.kind != UNANSWERABLE]
        refusable = [one for one in self.outcomes if one.kind == UNANSWERABLE]
        scoped = [one for one in answerable if one.kind == "scoped"]
        times = [one.milliseconds for one in self.outcomes]
        return {
            "questions": len(self.outcomes),
            "hit@1": _share(one.article_rank == 1 for one in answerable),
            "hit@3": _share(_within(one.article_rank, 3) for one in answerable),
            "hit@10": _share(_within(one.article_rank, 10) for one in answerable),
            "answer@1": _share(one.answer_rank == 1 for one in answerable),
            "answer@3": _share(_within(one.answer_rank, 3) for one in answerable),
            "hit@1 scoped": _share(one.article_rank == 1 for one in scoped),
            "scope right": _share(one.scope_right for one in scoped if one.scope_right is not None),
            "event date right": _share(one.event_right for one in answerable if one.event_right is not None),
            "event date right of all": _share(one.event_found for one in answerable if one.event_found is not None),
            "bold dates right of shown": _share(one.event_shown for one in answerable if one.event_shown is not None),
            "refused": _share(one.verdict != "answer" for one in refusable),
            "refused as nothing": _share(one.verdict == "nothing" for one in refusable),
            "wrongly refused": _share(one.verdict == "nothing" for one in answerable),
            "told as maybe": _share(one.verdict == "maybe" for one in answerable),
            "answers right": _share(
                _within(one.answer_rank, SHOWN) for one in self.outcomes if one.verdict == "answer"
            ),
            "calibration error": _calibration_error(self.outcomes),
            "milliseconds p50": round(statistics.median(times), 3) if times else None,
            "milliseconds p99": round(sorted(times)[int(len(times) * 0.99)], 3) if times else None,
        }


def read_labelled(path: Path) -> list[Labelled]:
    """Read a file of labelled questions.

    Raises:
        QuestionsInvalid: it cannot be read, or a line is not in the form; the message names the line.
    """
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionsInvalid(f"{path}: cannot be read ({error}); give a .jsonl file of labelled questions") from error
    labelled = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            labelled.append(_labelled(json.loads(line), number))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise QuestionsInvalid(
                f"{path}, line {number}: is no labelled question ({error}); "
                'each line needs "question", "kind", "answer" and "article_ids"'
            ) from error
    if not labelled:
        raise QuestionsInvalid(f"{path}: holds no questions; give a .jsonl file of labelled questions")
    return labelled


def _labelled(record: dict[str, object], number: int) -> Labelled:
    first, last = (_day(record.get(name)) for name in ("date_from", "date_to"))
    ids = record["article_ids"]
    follows = record.get("first", "")
    question = record["then" if follows else "question"]
    if not isinstance(ids, list) or not isinstance(question, str) or not isinstance(follows, str):
        raise TypeError("article_ids must be a list and question a text")
    return Labelled(
        str(record.get("id", number)),
        question,
        str(record.get("kind", "fact")),
        str(record.get("answer") or ""),
        frozenset(str(one) for one in ids),
        Scope(first, last) if first or last else None,
        str(record["event_date"]) if record.get("event_date") else None,
        follows,
    )


def _day(value: object) -> date | None:
    day = parse_day(str(value or ""))
    if value and day is None:
        raise ValueError(f"{value!r} is no day")
    return day


def evaluate(searcher: Searcher, labelled: Sequence[Labelled], asked_on: date) -> Iterator[Outcome]:
    """Ask every labelled question and yield how it went."""
    for one in labelled:
        answer = searcher.answer(one.question, asked_on, top=DEPTH, follows=one.follows)
        yield judge(one, answer)


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
    distinct = dict.fromkeys(match.passage.article.article_id for match in shown)
    ranks = (rank for rank, found in enumerate(distinct, start=1) if found in labelled.article_ids)
    return next(ranks, None)


def _answer_rank(shown: Sequence[Match], labelled: Labelled) -> int | None:
    wanted = " ".join(labelled.answer.split())
    for match in shown:
        text = " ".join(match.passage.text.split())
        if wanted and match.passage.article.article_id in labelled.article_ids and wanted in text:
            return match.rank
    return None


def _within(rank: int | None, limit: int) -> bool:
    return rank is not None and rank <= limit


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
        right = sum(_within(one.answer_rank, SHOWN) and one.kind != UNANSWERABLE for one in some)
        missed += abs(sum(one.confidence for one in some) - right)
    return round(missed / len(ranked), 4)


def _share(values: Iterable[bool | None]) -> float | None:
    counted = [bool(value) for value in values]
    return round(sum(counted) / len(counted), 4) if counted else None
