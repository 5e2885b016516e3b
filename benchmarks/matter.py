"""Learns whether an archive is about what is asked at all; writes [matter] of weights.toml of ranking.

    python -m benchmarks.matter HOME:QUESTIONS.jsonl ... [--out index/ranking/weights.toml]

Each HOME is an indexed home, each QUESTIONS.jsonl labelled questions: for its archive, for another one that it has
nothing of, or for one of which it holds a part. A question with a right article in the home is one that the archive is
about; one without is not; those that are labelled as unanswerable tell nothing here. Run it after
``benchmarks.learning``: signs are measured with the order of weights.toml. What is printed is told by weights learned
from the other archives; homes NAME and NAME.part are of one. The same questions give the same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.sources import SOURCE
from index.answering.searcher import Searcher
from index.evaluating.labelled import read_labelled
from index.learning.asked import ask
from index.ranking import order as ranking
from index.ranking.candidates import Candidates
from index.ranking.confidence import SIGNS, Confidence, confidence, signs, verdict
from index.ranking.learned import shipped

STRENGTH = 0.03
"""Inverse of how strongly weights are held at zero, for signs of variance 1; with .003 worse, with .3 as good."""
STEEP, LENIENT = 2.0, 4.0
"""The log-odds learned are doubled and raised by this: a refusal of what is there costs more than an answer of what is
not, and what is surely there is to be told by the other signs alone. Judged on archives left out, with 3 and 4 more is
refused of what is not there (of questions to other archives .63 for .54), and .011 instead of .001 more of what is."""
SECTION = re.compile(r"\[matter\]\n(?:[^\[\n].*\n)*\n?")


@dataclass(frozen=True, slots=True)
class Case:
    """How a question went.

    Attributes:
        archive: that was asked.
        found: its candidates, ``order`` and ``values`` their places and scores from best to worst.
        signs: of them.
        there: whether the archive holds a right article.
    """

    archive: str
    found: Candidates
    order: npt.NDArray[np.intp]
    values: npt.NDArray[np.float32]
    signs: npt.NDArray[np.float64]
    there: bool


def collect(home: Path, questions: Path) -> Iterator[Case]:
    """Yield how labelled questions go with the archive of a home, but for those that find nothing."""
    searcher = Searcher(home)
    labelled = [one for one in read_labelled(questions) if one.answerable and one.article_ids]
    for one, asked in zip(labelled, ask(searcher, labelled, datetime.now(UTC).date()), strict=True):
        found = asked.candidates
        if found.passages.size:
            order, values = ranking.in_order(found, shipped().order)
            there = asked.found or any(searcher.store.catalogue.whole(article) for article in one.article_ids)
            yield Case(home.stem, found, order, values, signs(found, order, values), there)
    searcher.close()


def learn(cases: Sequence[Case]) -> tuple[npt.NDArray[np.float64], float]:
    """Return weights and intercept; archives count by the root of their questions, both sorts of questions alike."""
    x, there = np.vstack([one.signs for one in cases]), np.array([one.there for one in cases])
    archives = np.array([one.archive for one in cases])
    counts = np.zeros(len(cases))
    for name in np.unique(archives):
        own, others = (archives == name) & there, (archives == name) & ~there
        counts[own] = max(1, own.sum()) ** -0.5
        counts[others] = max(1, own.sum()) ** -0.5 * min(1.0, own.sum() / max(1, others.sum()))
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-6
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(
        (x - mean) / scale, there, sample_weight=counts / counts.mean()
    )
    weights = model.coef_[0] / scale
    return STEEP * weights, STEEP * float(model.intercept_[0] - mean @ weights) + LENIENT


def printed(cases: Sequence[Case]) -> None:
    """Print for each archive how its questions are told without [matter] and with it, learned from the others."""
    start = replace(shipped().confidence, matter=np.zeros(len(SIGNS)), matter_intercept=50.0)
    for name in sorted({one.archive for one in cases}):
        own = [one for one in cases if one.archive == name]
        weights, intercept = learn([one for one in cases if one.archive != name])
        odds = [float(one.signs @ weights) + intercept for one in own]
        there = [one.there for one in own]
        area = f"AUC {roc_auc_score(there, odds):.3f}" if len(set(there)) > 1 else ""
        click.echo(f"{name:24} {area}")
        for title, sort in (("there", True), ("not there", False)):
            some = [one for one in own if one.there == sort]
            if some:
                before, after = (
                    _told(some, by) for by in (start, replace(start, matter=weights, matter_intercept=intercept))
                )
                click.echo(
                    f"  {title:9} {len(some):5}  no answer {before[0]:.3f} -> {after[0]:.3f}"
                    f"  nothing {before[1]:.3f} -> {after[1]:.3f}"
                )


def _told(cases: Sequence[Case], by: Confidence) -> tuple[float, float]:
    """Return the shares of questions that are not told as an answer, and that are told as nothing."""
    told = [verdict(one.found, one.order, confidence(one.found, one.order, one.values, by), by) for one in cases]
    return sum(one != "answer" for one in told) / len(told), sum(one == "nothing" for one in told) / len(told)


def written(text: str, weights: npt.NDArray[np.float64], intercept: float) -> str:
    """Return the text of a weights.toml with other weights of the matter, and all else as it was."""
    lines = [
        f"{name} = {value:.4f}\n" for name, value in zip((*SIGNS, "intercept"), (*weights, intercept), strict=True)
    ]
    return SECTION.sub("", text).replace("[verdict]\n", f"[matter]\n{''.join(lines)}\n[verdict]\n", 1)


@click.command()
@click.argument("sources", type=SOURCE, nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the weights here.")
def main(sources: tuple[tuple[Path, Path], ...], out: Path | None) -> None:
    """Learn from HOME:QUESTIONS.jsonl pairs whether an archive is about what is asked."""
    cases = [case for source in sources for case in collect(*source)]
    printed(cases)
    weights, intercept = learn(cases)
    if out is not None:
        out.write_text(written(out.read_text("utf-8"), weights, intercept), "utf-8")


if __name__ == "__main__":
    main()
