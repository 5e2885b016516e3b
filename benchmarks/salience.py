"""Learns how likely a word of a question is one of what is asked about; writes [salience] of weights.toml of ranking.

    python -m benchmarks.salience HOME:QUESTIONS.jsonl ... [--out index/ranking/weights.toml]

A word counts as told by its article if a right article among the candidates, or its title, holds it. Run it before
``benchmarks.learning``, which learns from evidence that is weighed with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.sources import SOURCE
from index.answering.choosing import CANDIDATES
from index.answering.searcher import Searcher
from index.evaluating.labelled import UNANSWERABLE, read_labelled
from index.ranking.evidence import met_by
from index.ranking.salience import SIGNS, signs
from index.ranking.slots import Reading

SECTION = re.compile(r"\[salience\]\n(?:[^\[].*\n)*\n?")


def told(home: Path, questions: Path) -> Iterator[tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]]:
    """Yield for each question with a right article among its candidates the signs of its words, and which it holds."""
    searcher = Searcher(home, compiled=False)
    engine = searcher.engine
    for labelled in read_labelled(questions):
        if labelled.kind == UNANSWERABLE:
            continue
        question = searcher.read(labelled.question, datetime.now(UTC).date())
        reading = Reading(question, engine.lexicon)
        if not reading.slots:
            continue
        (found,) = engine.search([reading.search(question.scope, CANDIDATES)])
        stored = searcher.store.passages(engine.facts(found.passages).rows.tolist())
        right = [one is not None and one.article.article_id in labelled.article_ids for one in stored]
        passages = found.passages[np.flatnonzero(right)]
        if passages.size:
            with reading.asked() as asked:
                met = int(met_by(asked, engine.words(passages).values))
            holds = np.array([bool(met >> place & 1) for place in range(len(reading.slots))])
            yield np.array(signs(question, reading.slots, engine.lexicon, question.capitals, reading.said)), holds
    searcher.close()


@click.command()
@click.argument("sources", type=SOURCE, nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the weights here.")
def main(sources: tuple[tuple[Path, Path], ...], out: Path | None) -> None:
    """Learn which words tell from HOME:QUESTIONS.jsonl pairs."""
    rows, holds, shares = [], [], []
    for source in sources:
        found = list(told(*source))
        rows += [one for one, _ in found]
        holds += [one for _, one in found]
        shares += [
            np.full(len(one), len(found) ** -0.5) for _, one in found
        ]  # large sets count more, not by their size
    x, y, counts = np.vstack(rows), np.concatenate(holds), np.concatenate(shares)
    model = LogisticRegression(fit_intercept=False, max_iter=3000).fit(x, y, sample_weight=counts / counts.mean())
    click.echo(f"{len(rows)} questions, {len(y)} words, AUC {roc_auc_score(y, x @ model.coef_[0]):.3f}")
    lines = [f"{name} = {value:.3f}\n" for name, value in zip(SIGNS, model.coef_[0], strict=True)]
    click.echo("".join(lines))
    if out is not None:
        rest = SECTION.sub("", out.read_text("utf-8")).rstrip("\n")
        out.write_text(f"{rest}\n\n[salience]\n{''.join(lines)}", "utf-8")


if __name__ == "__main__":
    main()
