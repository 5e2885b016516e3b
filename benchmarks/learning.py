"""Learns the weights of ranking and of confidence from labelled questions; writes weights.toml of ranking.

    python -m benchmarks.learning HOME:QUESTIONS.jsonl ... [--unseen HOME:QUESTIONS.jsonl ...]
        [--out index/ranking/weights.toml]

Each HOME is an indexed home, each QUESTIONS.jsonl labelled questions for its archive (form: docs/evaluation.md). What
is printed first is cross-validated: every fifth question of each set is ranked with weights learned from the others.
Then come the sets that nothing is learned from. The same questions on the same archives give the same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt

from benchmarks.confident import Case, learn_confidence, measures
from benchmarks.sources import SOURCE
from index.answering.searcher import Searcher
from index.evaluating.labelled import read_labelled
from index.learning.asked import ANSWER, OTHER, Asked, ask
from index.learning.conditional_logit import ConditionalLogit
from index.learning.order import stacked, within_articles
from index.ranking import order as ranking
from index.ranking.confidence import SHOWN, SIGNS, Confidence, signs
from index.ranking.learned import Learned, as_toml
from index.ranking.order import Weights

FloatArray = npt.NDArray[np.float32]
FOLDS = 5
LACKING, TAKEN_AWAY = 0.1, 0.25
"""What a question counts for confidence in a set without questions that nothing answers, and what it counts beside that
when its right articles are taken away. Choices: the sets are of other languages and kinds, and no negative is real."""
SALIENCE = re.compile(r"\n\[salience\]\n(?:[^\[].*\n?)*")


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The labelled questions of one archive."""

    name: str
    asked: list[Asked]


def collect(home: Path, questions: Path) -> QuestionSet:
    """Ask the index of a home for the candidates of labelled questions."""
    searcher = Searcher(home)
    asked = ask(searcher, read_labelled(questions), datetime.now(UTC).date())
    searcher.close()
    return QuestionSet(questions.stem, asked)


def learn(sets: Sequence[QuestionSet], emphasis: Sequence[float]) -> Weights:
    """Return the weights of order learned from some sets, each with its weight."""
    evidence: list[FloatArray] = []
    labels: list[npt.NDArray[np.int8]] = []
    groups: list[npt.NDArray[np.int64]] = []
    shares: list[float] = []
    inner: list[tuple[FloatArray, npt.NDArray[np.int8], float]] = []
    for one, weight in zip(sets, emphasis, strict=True):
        answerable = [asked for asked in one.asked if asked.found]
        for asked in answerable:
            evidence.append(asked.candidates.evidence)
            labels.append(asked.labels)
            groups.append(np.full(asked.labels.size, len(groups)))
            shares.append(weight / len(answerable) ** 0.75)  # large sets count more, but not by their size
            inner.extend(within_articles(asked, shares[-1]))
    x, y, which = np.vstack(evidence), np.concatenate(labels), np.concatenate(groups)
    across = ConditionalLogit().fit(x, y, which, np.array(shares))
    within = ConditionalLogit().fit(*stacked(inner))
    article = across.coef_.astype(np.float32)
    passage = (across.coef_ + within.coef_).astype(np.float32)
    return Weights(article, passage, 0.5)


def held_out(sets: Sequence[QuestionSet], emphasis: Sequence[float]) -> list[Case]:
    """Return how each question goes with weights learned from the questions of other folds."""
    found: list[Case] = []
    for fold in range(FOLDS):
        learned = learn([_part(one, fold, outside=True) for one in sets], emphasis)
        for one in sets:
            found += cases(_part(one, fold, outside=False), learned)
    return found


def _part(one: QuestionSet, fold: int, *, outside: bool) -> QuestionSet:
    return QuestionSet(one.name, [a for place, a in enumerate(one.asked) if (place % FOLDS == fold) != outside])


def cases(one: QuestionSet, weights: Weights) -> Iterator[Case]:
    """Yield how the questions of a set go with some weights.

    In a set without questions that nothing answers each one comes again without its right articles.
    """
    lacking = all(asked.answerable for asked in one.asked)
    share = (LACKING if lacking else 1.0) * len(one.asked) ** -0.5 if one.asked else 0.0
    for asked in one.asked:
        order, values = ranking.in_order(asked.candidates, weights)
        labels = asked.labels[order]
        told = signs(asked.candidates, order, values) if order.size else np.zeros(len(SIGNS))
        hit, first = bool((labels[:1] > OTHER).any()), bool((labels[:1] == ANSWER).any())
        shown = bool((labels[:SHOWN] == ANSWER).any())
        yield Case(one.name, told, share, answerable=asked.answerable, hit=hit, first=first, shown=shown)
        if lacking and asked.found:
            right = np.unique(asked.candidates.articles[asked.labels > OTHER])
            left = asked.candidates.take(np.flatnonzero(~np.isin(asked.candidates.articles, right)))
            if left.passages.size:
                yield Case(one.name, signs(left, *ranking.in_order(left, weights)), TAKEN_AWAY * share, real=False)


def printed(title: str, found: Sequence[Case], model: Confidence | None) -> None:
    """Print the measures of each set."""
    click.echo(title)
    for name in dict.fromkeys(case.name for case in found):
        told = measures([case for case in found if case.name == name and case.real], model)
        click.echo(f"{name:28} " + "  ".join(f"{key} {value:.3f}" for key, value in told.items()))


def written(found: Weights, model: Confidence, sources: Sequence[str], salience: str) -> str:
    """Return weights as the text of weights.toml; the section on salience stays as it is."""
    lines = [
        "# What each piece of evidence (index/ranking/evidence.py) counts when candidates are put in order",
        "# (index/ranking/order.py), and each sign when it is told how likely they hold the answer",
        "# (index/ranking/confidence.py). Written by python -m benchmarks.learning, but for [salience], which tells",
        "# what words of a question count (index/ranking/salience.py), by python -m benchmarks.salience, and",
        "# [matter], which tells whether an archive is about what is asked, by python -m benchmarks.matter. From:",
        *(f"# - {source}" for source in sources),
        "",
    ]
    return "\n".join([*lines, as_toml(Learned(found, model)), salience.lstrip("\n")])


@click.command()
@click.argument("sources", type=SOURCE, nargs=-1, required=True)
@click.option("--emphasis", multiple=True, help="NAME=NUMBER: what a set of questions counts, 1 unless told.")
@click.option(
    "--generated", type=SOURCE, multiple=True, help="HOME:QUESTIONS.jsonl to learn order from, and not confidence."
)
@click.option("--unseen", type=SOURCE, multiple=True, help="HOME:QUESTIONS.jsonl to measure and not to learn from.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the weights here.")
def main(
    sources: tuple[tuple[Path, Path], ...],
    emphasis: tuple[str, ...],
    generated: tuple[tuple[Path, Path], ...],
    unseen: tuple[tuple[Path, Path], ...],
    out: Path | None,
) -> None:
    """Learn the weights of ranking from HOME:QUESTIONS.jsonl pairs."""
    sets, drawn, others = ([collect(*source) for source in some] for some in (sources, generated, unseen))
    sets, made = sets + drawn, {one.name for one in drawn}
    told = dict(one.split("=") for one in emphasis)
    counts = [float(told.get(one.name, 1)) for one in sets]
    apart = held_out(sets, counts)
    model = learn_confidence([case for case in apart if case.name not in made])
    printed("cross-validated, what is told as an answer not quite", apart, model)
    found = learn(sets, counts)
    printed("not learned from", [case for one in others for case in cases(one, found)], model)
    if out is not None:
        salience = SALIENCE.search(out.read_text("utf-8")) if out.exists() else None
        named = [f"{len(one.asked)} questions on {one.name}" for one in sets]
        out.write_text(written(found, model, named, salience[0] if salience else ""), "utf-8")


if __name__ == "__main__":
    main()
