"""Learns which sentences of the passages found are shown; tells how often they hold the answer, and how long they are.

    python -m benchmarks.extracts HOME:QUESTIONS.jsonl ... [--unseen HOME:QUESTIONS.jsonl ...] [--out FILE.toml]

A sentence is right if it overlaps the labelled answer in a right article. The model is a logistic regression of
its ``sentence_signs``. What is told of the first sets is cross-validated by article; ``--unseen`` sets are
judged with what all of the others gave. "three" are the first three passages whole: what a reply showed before.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from benchmarks.sources import SOURCE
from bot.conversation.pages import ROOM, heading_units
from bot.conversation.views import DEPTH
from index.answering.answers import Match
from index.answering.extracts import Extract, choose
from index.answering.searcher import Searcher
from index.answering.sentence_signs import SIGNS, Sentence, signs
from index.evaluating.labelled import UNANSWERABLE, read_labelled

FOLDS = 5
STRENGTH = 0.3
"""Of the regularisation, as scikit-learn's C; .1 and 1 give the same figures."""
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled question with the sentences that were found for it.

    Attributes:
        source: the name of its set.
        fold: the same for all questions on an article.
        matches: what is told as an answer or as what may be one; none where nothing is told.
        right: which sentences overlap the answer.
    """

    source: str
    fold: int
    answer: str
    right_articles: frozenset[str]
    matches: tuple[Match, ...]
    sentences: list[Sentence]
    signs: Matrix
    right: npt.NDArray[np.bool_]


def cases(home: Path, questions: Path) -> Iterator[Case]:
    """Yield the cases of a set of labelled questions."""
    searcher = Searcher(home, compiled=False)
    for labelled in read_labelled(questions):
        if labelled.kind == UNANSWERABLE:
            continue
        question = searcher.read(labelled.question, datetime.now(UTC).date())
        matches = searcher.find(question, DEPTH).matches
        sentences, found = signs(question, matches)
        answer = re.compile(r"\s+".join(map(re.escape, labelled.answer.split())), re.IGNORECASE)
        right = np.array([_overlaps(matches[one.place], one, answer, labelled.article_ids) for one in sentences], bool)
        fold = zlib.crc32(min(labelled.article_ids).partition("#")[0].encode()) % FOLDS
        yield Case(
            questions.stem, fold, labelled.answer, frozenset(labelled.article_ids), matches, sentences, found, right
        )
    searcher.close()


def _overlaps(match: Match, sentence: Sentence, answer: re.Pattern[str], articles: frozenset[str]) -> bool:
    if match.passage.article.article_id not in articles:
        return False
    found = answer.finditer(match.passage.text)
    return any(one.start() < sentence.end and one.end() > sentence.start for one in found)


def learned(some: Sequence[Case]) -> tuple[Matrix, float]:
    """Return a weight for each sign, and the bias."""
    told = [one for one in some if one.right.any()]
    evidence, labels = np.concatenate([one.signs for one in told]), np.concatenate([one.right for one in told])
    mean, scale = evidence.mean(axis=0), evidence.std(axis=0) + 1e-6
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit((evidence - mean) / scale, labels)
    weights: Matrix = model.coef_[0] / scale
    return weights, float(model.intercept_[0] - mean @ weights)


def judged(case: Case, weights: Matrix, bias: float) -> tuple[bool, bool, int, int]:
    """Return whether what is shown holds the answer, and whether three whole passages do; the characters of both."""
    shown: list[Extract] = []
    if case.sentences:
        shown = choose(case.matches, case.sentences, case.signs @ weights + bias, ROOM, heading_units)
    texts = [(one.match, " … ".join(one.match.passage.text[start:end] for start, end in one.parts)) for one in shown]
    whole = [(match, match.passage.text) for match in case.matches[:3]]
    return _holds(case, texts), _holds(case, whole), _length(texts), _length(whole)


def _holds(case: Case, texts: Sequence[tuple[Match, str]]) -> bool:
    answer = _folded(case.answer)
    return any(m.passage.article.article_id in case.right_articles and answer in _folded(text) for m, text in texts)


def _length(texts: Sequence[tuple[Match, str]]) -> int:
    articles = {match.passage.article.row: match for match, _ in texts}
    return sum(len(text) for _, text in texts) + sum(map(heading_units, articles.values()))


def _folded(text: str) -> str:
    return " ".join(text.split()).lower()


def _spread(lengths: npt.NDArray[np.int64]) -> str:
    shown = lengths[lengths > 0]
    return f"{np.median(shown):.0f} / {np.percentile(shown, 95):.0f}"


@click.command()
@click.argument("sources", nargs=-1, required=True, type=SOURCE)
@click.option("--unseen", multiple=True, type=SOURCE, help="Judged, and not learned from.")
@click.option("--out", type=click.Path(path_type=Path), help="Where the weights are written.")
def main(sources: tuple[tuple[Path, Path], ...], unseen: tuple[tuple[Path, Path], ...], out: Path | None) -> None:
    """Learn, judge, and write the weights."""
    known = [case for source in sources for case in cases(*source)]
    others = [case for source in unseen for case in cases(*source)]
    results = []
    for fold in range(FOLDS):
        weights, bias = learned([case for case in known if case.fold != fold])
        results += [(case.source, *judged(case, weights, bias)) for case in known if case.fold == fold]
    weights, bias = learned(known)
    results += [(f"{case.source}, unseen", *judged(case, weights, bias)) for case in others]
    click.echo("| set | n | shown holds the answer | three whole | characters, median / 95th | of three whole |")
    click.echo("|---|---|---|---|---|---|")
    for name in dict.fromkeys(one[0] for one in results):
        holds, three, length, whole = np.array([one[1:] for one in results if one[0] == name]).T
        told = [_spread(length), _spread(whole)]
        click.echo(f"| {name} | {len(holds)} | {holds.mean():.3f} | {three.mean():.3f} | {told[0]} | {told[1]} |")
    if out is not None:
        lines = [f"{name} = {weight:.4f}" for name, weight in zip(SIGNS, weights, strict=True)]
        count = len(known)
        text = (
            "# What speaks for a sentence as the one with the answer: learned by benchmarks/extracts.py from "
            f"{count} labelled questions.\nbias = {bias:.4f}\n\n[learned]\n" + "\n".join(lines) + "\n"
        )
        out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
