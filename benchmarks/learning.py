"""Learns the weights of ranking and the sureness of answers from labelled questions; writes weights.toml of ranking.

    python -m benchmarks.learning HOME:QUESTIONS.jsonl ... [--out index/ranking/weights.toml]

Each HOME is an indexed home, each QUESTIONS.jsonl labelled questions for its archive (form: docs/evaluation.md). What
is printed first is cross-validated: every second question of each set is ranked with weights learned from the others.
The same questions on the same archives give the same file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from benchmarks.conditional_logit import ConditionalLogit
from index.answering.question import parse_question
from index.answering.searcher import CANDIDATES, Searcher
from index.evaluating import UNANSWERABLE, Labelled, read_labelled
from index.ranking import order as ranking
from index.ranking.candidates import Candidates, candidates
from index.ranking.evidence import EVIDENCE
from index.ranking.order import SURENESS, Weights

FloatArray = npt.NDArray[np.float32]
OTHER, ARTICLE, ANSWER = 0, 1, 2
"""What a candidate is: of another article, of a right one, or a passage of it that holds the answer."""
WRONGLY_REFUSED = 0.01
"""A threshold refuses this share of the questions whose first passage is right, each set counting alike. A choice."""
ENOUGH = 50
"""Questions answered right in a language from which it has a threshold of its own. A choice."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's candidates with the label of each, whether the archive answers it, and its language."""

    candidates: Candidates
    labels: npt.NDArray[np.int8]
    answerable: bool
    language: str

    @property
    def found(self) -> bool:
        """Whether a right candidate is there to be put first."""
        return bool(self.labels.any())


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The labelled questions of one archive."""

    name: str
    asked: list[Asked]


def collect(home: Path, questions: Path) -> QuestionSet:
    """Ask the index of a home for the candidates of labelled questions."""
    searcher = Searcher(home)
    asked = []
    for labelled in read_labelled(questions):
        question = parse_question(labelled.question, datetime.now(UTC).date(), usual=searcher.engine.lexicon.usual)
        found = candidates(searcher.engine, question, question.scope, CANDIDATES)
        answerable = labelled.kind != UNANSWERABLE
        asked.append(Asked(found, _labels(searcher, labelled, found), answerable, question.language))
    return QuestionSet(questions.stem, asked)


def _labels(searcher: Searcher, labelled: Labelled, found: Candidates) -> npt.NDArray[np.int8]:
    labels = np.zeros(found.passages.size, np.int8)
    if labelled.kind == UNANSWERABLE:
        return labels
    wanted = " ".join(labelled.answer.split())
    for place, passage in enumerate(searcher.store.passages(found.rows.tolist())):
        if passage is not None and passage.article.article_id in labelled.article_ids:
            labels[place] = ANSWER if wanted in " ".join(passage.text.split()) else ARTICLE
    return labels


def learn(sets: Sequence[QuestionSet], emphasis: Sequence[float]) -> Weights:
    """Return weights learned from some sets, each with its weight."""
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
            inner.extend(_within_articles(asked, shares[-1]))
    x, y, which = np.vstack(evidence), np.concatenate(labels), np.concatenate(groups)
    across = ConditionalLogit().fit(x, y, which, np.array(shares))
    within = ConditionalLogit().fit(*_stacked(inner))
    article = across.coef_.astype(np.float32)
    passage = (across.coef_ + within.coef_).astype(np.float32)
    unsure = Weights(article, passage, 0.5, np.zeros(len(SURENESS), np.float32), 0.0, {"other": 0.5})
    return _with_sureness(unsure, sets)


def _within_articles(asked: Asked, share: float) -> list[tuple[FloatArray, npt.NDArray[np.int8], float]]:
    """Return the candidates of each right article that holds both passages with the answer and without."""
    found = []
    for article in np.unique(asked.candidates.articles[asked.labels == ANSWER]):
        inside = asked.candidates.articles == article
        if (asked.labels[inside] == ARTICLE).any():
            found.append((asked.candidates.evidence[inside], asked.labels[inside], share))
    return found


def _stacked(
    inner: list[tuple[FloatArray, npt.NDArray[np.int8], float]],
) -> tuple[FloatArray, npt.NDArray[np.int8], npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    which = np.repeat(np.arange(len(inner)), [len(one[1]) for one in inner])
    shares = np.array([one[2] for one in inner])
    return np.vstack([one[0] for one in inner]), np.concatenate([one[1] for one in inner]), which, shares


def _with_sureness(found: Weights, sets: Sequence[QuestionSet]) -> Weights:
    """Learn when the best candidate is an answer.

    From questions answered right, from unanswerable ones, and from questions whose right articles were taken away.
    """
    rows, right, shares, languages = [], [], [], []
    for one in sets:
        for asked in one.asked:
            for part, answered in _cases(asked):
                if part.passages.size:
                    order, values = ranking.in_order(part, found)
                    rows.append(ranking.signs(part, order, values))
                    right.append(answered and bool(asked.labels[order[0]]))
                    shares.append(1 / len(one.asked))
                    languages.append(asked.language)
    x, y = np.vstack(rows), np.array(right)
    scale = x.std(axis=0) + 1e-6
    model = LogisticRegression(max_iter=2000).fit(x / scale, y, sample_weight=np.array(shares) / np.mean(shares))
    sureness = (model.coef_[0] / scale).astype(np.float32)
    intercept = float(model.intercept_[0])
    values = 1 / (1 + np.exp(-(x[y] @ sureness + intercept)))
    limits = thresholds(values, np.array(shares)[y], np.array(languages)[y])
    return Weights(found.article, found.passage, found.second, sureness, intercept, limits)


def thresholds(
    values: npt.NDArray[np.float64], shares: npt.NDArray[np.float64], languages: npt.NDArray[np.str_]
) -> dict[str, float]:
    """Return thresholds by language from the sureness, the weight and the language of questions answered right."""

    def limit(some: npt.NDArray[np.bool_]) -> float:
        order = np.argsort(values[some])  # each set counts alike
        heavy = np.cumsum(shares[some][order])
        return float(values[some][order][np.searchsorted(heavy / heavy[-1], WRONGLY_REFUSED)])

    codes, counts = np.unique(languages, return_counts=True)
    found = {str(code): limit(languages == code) for code in codes[counts >= ENOUGH]}
    return found | {"other": limit(np.ones(len(values), bool))}


def _cases(asked: Asked) -> list[tuple[Candidates, bool]]:
    """Return the candidates as they are, and those that are left when the right articles are taken away."""
    whole = asked.candidates
    if not asked.found:
        return [] if asked.answerable else [(whole, False)]
    right = np.unique(whole.articles[asked.labels > 0])
    left = ~np.isin(whole.articles, right)
    return [(whole, True), (whole.take(np.flatnonzero(left)), False)]


def measure(one: QuestionSet, found: Weights, places: Sequence[int]) -> list[float]:
    """Return hit@1, answer@1, answer@3, the share refused of unanswerable and wrongly of answerable questions."""
    hits, answers, near, refused, wrongly = [], [], [], [], []
    for place in places:
        asked = one.asked[place]
        order, values = ranking.in_order(asked.candidates, found)
        sure = bool(order.size) and ranking.sureness(asked.candidates, order, values, found) >= found.threshold(
            asked.language
        )
        if asked.answerable:
            labels = asked.labels[order]
            hits.append((labels[:1] > OTHER).any())
            answers.append((labels[:1] == ANSWER).any())
            near.append((labels[:3] == ANSWER).any())
            wrongly.append(not sure)
        else:
            refused.append(not sure)
    return [float(np.mean(values)) if values else float("nan") for values in (hits, answers, near, refused, wrongly)]


def cross_validate(sets: Sequence[QuestionSet], emphasis: Sequence[float]) -> None:
    """Print what weights learned from one half of each set do on the other, averaged over both ways."""
    totals: dict[str, list[list[float]]] = {one.name: [] for one in sets}
    for half in (0, 1):
        found = learn([QuestionSet(one.name, one.asked[half::2]) for one in sets], emphasis)
        for one in sets:
            totals[one.name].append(measure(one, found, range(1 - half, len(one.asked), 2)))
    click.echo(f"{'':24} hit@1  answer@1  answer@3  refused  wrongly refused")
    for name, both in totals.items():
        click.echo(f"{name:24} " + "  ".join(f"{value:.3f}" for value in np.nanmean(both, axis=0)))


def written(found: Weights, sources: Sequence[str]) -> str:
    """Return weights as the text of weights.toml."""
    lines = [
        "# What each piece of evidence (evidence.py) counts when candidates are put in order (order.py),",
        "# and how sure it makes that the best is an answer. Written by python -m benchmarks.learning from:",
        *(f"# - {source}" for source in sources),
        "",
    ]
    tables: tuple[tuple[str, Sequence[str], Any], ...] = (
        ("article", EVIDENCE, found.article),
        ("passage", EVIDENCE, found.passage),
        ("sureness", SURENESS, found.sureness),
    )
    for table, names, values in tables:
        lines += [f"[{table}]", *(f"{name} = {value:.3f}" for name, value in zip(names, values, strict=True)), ""]
    lines += ["[order]", f"second = {found.second:.3f}", "", "[answer]"]
    lines += [f"intercept = {found.intercept:.4f}", "", "[thresholds]"]
    lines += [f"{language} = {found.thresholds[language]:.4f}" for language in sorted(found.thresholds)]
    return "\n".join(lines) + "\n"


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--emphasis", multiple=True, help="NAME=NUMBER: what a set of questions counts, 1 unless told.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the weights here.")
def main(sources: tuple[str, ...], emphasis: tuple[str, ...], out: Path | None) -> None:
    """Learn the weights of ranking from HOME:QUESTIONS.jsonl pairs."""
    sets = [collect(*(Path(part) for part in source.rsplit(":", 1))) for source in sources]
    told = dict(one.split("=") for one in emphasis)
    counts = [float(told.get(one.name, 1)) for one in sets]
    cross_validate(sets, counts)
    found = learn(sets, counts)
    if out is not None:
        out.write_text(written(found, [f"{len(one.asked)} questions on {one.name}" for one in sets]), "utf-8")


if __name__ == "__main__":
    main()
