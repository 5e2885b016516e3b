"""Learns what makes a date the answer to a "when" question; writes index/answering/event_date.toml.

    python -m benchmarks.learning_dates HOME:QUESTIONS.jsonl ... [--out index/answering/event_date.toml]

Each HOME is an indexed home, each QUESTIONS.jsonl labelled questions for its archive (form: docs/evaluation.md), of
which those for a date count: "when" questions, labelled by their event_date or else by the one date that their answer
is, and unanswerable ones. Every answerable question is learned from once more without its right articles, where no date
is right.

The model is a conditional logit (benchmarks/conditional_logit.py) over the dates of the passages shown and "none of
them". What is printed is cross-validated: each fifth of the questions is answered with weights learned from the others.
The threshold is the least at which so much of what was shown is right as RIGHT says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt

from benchmarks.sources import SOURCE
from corpus.dates.mentions import mentions_in
from corpus.model import Precision
from index.answering.answers import Match
from index.answering.date_evidence import EVIDENCE
from index.answering.event_date import SHOWN, Dated, DateWeights, best_of, dated
from index.answering.searcher import Searcher
from index.evaluating.judging import same_date
from index.evaluating.labelled import UNANSWERABLE, Labelled, read_labelled
from index.learning.conditional_logit import ConditionalLogit
from index.questions import Question

FETCHED = 12
"""Passages fetched for a question, so that three are left without its right articles."""
RIGHT = 0.9
"""Of the dates shown so many are to be right, over the questions of sets that count fully. A choice."""
FOLDS = 5
THRESHOLDS = (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8)
GONE = 0.3
"""What a question without its right articles counts beside the question itself. A choice."""
FIGURES = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}


@dataclass(frozen=True, slots=True)
class Case:
    """The dates that were shown for a question, which of them are right, and what the question counts.

    Attributes:
        answerable: a date is the answer, whether or not it was found.
        place: of the question in its set; the folds go by it.
    """

    name: str
    place: int
    dates: list[Dated]
    right: list[bool]
    answerable: bool
    counts: float


def collect(home: Path, questions: Path, counts: float) -> Iterator[Case]:
    """Ask the index of a home for the passages of labelled questions, and yield their dates."""
    searcher = Searcher(home)
    today = datetime.now(UTC).date()
    for place, labelled in enumerate(read_labelled(questions)):
        question = searcher.read(labelled.question, today)
        label = _label(labelled, question)
        if question.kind != "when" or not (label or labelled.kind == UNANSWERABLE):
            continue
        found = searcher.find(question, FETCHED)
        matches = found.matches or found.closest
        yield _case(searcher, questions.stem, place, question, matches, label, counts)
        if label:
            others = [match for match in matches if match.passage.article.article_id not in labelled.article_ids]
            gone = _case(searcher, questions.stem, place, question, _ranked(others), label, counts * GONE)
            yield replace(gone, answerable=False)


def _ranked(matches: Sequence[Match]) -> list[Match]:
    return [replace(match, rank=rank) for rank, match in enumerate(matches[:SHOWN], start=1)]


def _case(
    searcher: Searcher,
    name: str,
    place: int,
    question: Question,
    matches: Sequence[Match],
    label: str,
    counts: float,
) -> Case:
    lexicon = searcher.engine.lexicon
    weights = lexicon.weights((*question.terms, *question.asking))
    dates = dated(question, matches, weights, lexicon.names(question.terms))
    right = [
        bool(label and one.mention.sure and one.mention.span and same_date(one.mention.span, label)) for one in dates
    ]
    return Case(name, place, dates, right, bool(label), counts)


def _label(labelled: Labelled, question: Question) -> str:
    """Return the date that is right: YYYY, YYYY-MM or YYYY-MM-DD, "" where none is."""
    if labelled.kind == UNANSWERABLE:
        return ""
    if labelled.event_date:
        return labelled.event_date
    spans = [one.span for one in mentions_in(labelled.answer, None, question.language) if one.sure and one.span]
    if len(spans) != 1 or spans[0].precision not in FIGURES:
        return ""
    return spans[0].first.isoformat()[: FIGURES[spans[0].precision]]


def learn(cases: Sequence[Case]) -> DateWeights:
    """Return the weights, with a threshold that is still to be found."""
    rows: list[npt.NDArray[np.float32]] = []
    labels: list[int] = []
    groups: list[int] = []
    for group, case in enumerate(cases):
        none = np.zeros((1, len(EVIDENCE) + 1), np.float32)
        none[0, -1] = 1
        of_dates = np.array([[*one.evidence, 0.0] for one in case.dates], np.float32).reshape(-1, len(EVIDENCE) + 1)
        rows += [none, of_dates]
        labels += [0 if any(case.right) else 2, *(2 * right for right in case.right)]
        groups += [group] * (1 + len(case.dates))
    counts = np.array([case.counts for case in cases])
    fitted = ConditionalLogit().fit(np.vstack(rows), np.array(labels, np.int8), np.array(groups), counts)
    *evidence, none_of_them = (float(value) for value in fitted.coef_)
    return DateWeights(tuple(evidence), none_of_them, 0.5)


def cross_validated(cases: Sequence[Case]) -> list[tuple[Case, float, bool]]:
    """Return each case with the probability of its likeliest date and whether that is right."""
    found = []
    for fold in range(FOLDS):
        told = learn([case for case in cases if case.place % FOLDS != fold])
        for case in cases:
            if case.place % FOLDS == fold:
                best = best_of(case.dates, told)
                sure = best is not None and best[1].mention.sure
                right = best is not None and case.right[next(n for n, one in enumerate(case.dates) if one is best[1])]
                found.append((case, best[0] if best is not None and sure else 0.0, right))
    return found


def measure(found: Sequence[tuple[Case, float, bool]], threshold: float) -> tuple[float, float, float]:
    """Return the share right of what is shown, that of all answerable ones, and the share shown of the others."""
    answerable = [(value, right) for case, value, right in found if case.answerable]
    others = [value for case, value, _ in found if not case.answerable]
    shown = [right for value, right in answerable if value >= threshold]
    return (
        sum(shown) / max(1, len(shown)),
        sum(shown) / max(1, len(answerable)),
        sum(value >= threshold for value in others) / max(1, len(others)),
    )


def threshold_of(found: Sequence[tuple[Case, float, bool]]) -> float:
    """Return the least threshold at which RIGHT of what is shown is right."""
    full = [one for one in found if one[0].counts == 1 or not one[0].answerable]
    thresholds = [float(one) for one in np.arange(0.3, 0.95, 0.01)]
    return next((one for one in thresholds if measure(full, one)[0] >= RIGHT), thresholds[-1])


def written(told: DateWeights, sources: Sequence[str]) -> str:
    """Return weights as the text of event_date.toml."""
    lines = [
        "# What each piece of evidence (index/answering/date_evidence.py) counts when the date that answers a question",
        "# is chosen, and how likely it must be to be shown. Written by python -m benchmarks.learning_dates from:",
        *(f"# - {source}" for source in sources),
        "",
        f"threshold = {told.threshold:.2f}",
        f"none = {told.none:.3f}",
        "",
        "[evidence]",
        *(f"{name} = {value:.3f}" for name, value in zip(EVIDENCE, told.evidence, strict=True)),
    ]
    return "\n".join(lines) + "\n"


@click.command()
@click.argument("sources", type=SOURCE, nargs=-1, required=True)
@click.option("--counts", multiple=True, metavar="NAME=0.5", help="What each question of a set counts, 1 unless told.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the weights here.")
def main(sources: Sequence[tuple[Path, Path]], counts: Sequence[str], out: Path | None) -> None:
    """Learn which date answers from labelled questions: HOME:QUESTIONS.jsonl ..."""
    of_set = {name: float(value) for name, _, value in (one.partition("=") for one in counts)}
    cases: list[Case] = []
    names: list[str] = []
    for home, questions in sources:
        some = list(collect(home, questions, of_set.get(questions.stem, 1.0)))
        cases += some
        names.append(f"{len({case.place for case in some})} questions on {questions.stem}")
    found = cross_validated(cases)
    click.echo("right of shown, right of all, shown of those without an answer; by threshold " + str(THRESHOLDS))
    for name in dict.fromkeys(case.name for case in cases):
        of_name = [one for one in found if one[0].name == name]
        values = (measure(of_name, threshold) for threshold in THRESHOLDS)
        click.echo(f"{name:24} " + "  ".join("{:.2f} {:.2f} {:.2f}".format(*one) for one in values))
    told = replace(learn(cases), threshold=threshold_of(found))
    click.echo(f"threshold {told.threshold:.2f}")
    if out is not None:
        out.write_text(written(told, names), "utf-8")


if __name__ == "__main__":
    main()
