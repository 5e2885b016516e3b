"""Learns which words of a passage answer a question, and tells how often what would be marked is right.

    python -m benchmarks.marking HOME:QUESTIONS.jsonl ... [--out index/answering/marking.toml]

An amount or a name is right if it overlaps the labelled answer. Each question gives its first passage, and the first
one that holds the answer if that is another: what is learned is also when there is nothing to mark. The model is that
of ``index.answering.marking``, a conditional logit (``benchmarks.conditional_logit``) with one more choice, none, of
value 0.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from benchmarks.sources import SOURCE
from corpus.data import table
from index.answering import amounts, proper_names
from index.answering.marking import candidates, chosen
from index.answering.passage_words import Candidate, PassageWords
from index.answering.searcher import Searcher
from index.evaluating.labelled import UNANSWERABLE, read_labelled

SIGNS = {"number": amounts.SIGNS, "name": proper_names.SIGNS}
SURE = {"number": 0.5, "name": 0.7}
"""From which probability words are marked. Choices: .8 to .9 of what is marked on SQuAD is right then."""
DEPTH = 10
FOLDS = 5
L2 = 0.5
SIZE = 0.25
"""Sets count by the square root of their size: most of the questions are from one."""
SECTIONS = re.compile(r"\n*\[learned\.\w+\]\n(?:[^\[].*\n)*")
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A passage shown for a labelled question.

    Attributes:
        fold: the same for all questions on an article.
        told: it is the first passage of what is told as an answer, which a reader sees marked.
        holds: the answer stands in it.
        found: what may answer; ``right`` tells which overlap the label.
    """

    name: str
    kind: str
    fold: int
    told: bool
    holds: bool
    found: list[Candidate]
    right: list[bool]


def cases(home: Path, questions: Path) -> Iterator[Case]:
    """Yield the cases of a set of labelled questions for an amount or a name."""
    searcher = Searcher(home, compiled=False)
    for labelled in read_labelled(questions):
        question = searcher.read(labelled.question, datetime.now(UTC).date())
        if labelled.kind == UNANSWERABLE or question.answer not in SIGNS or not question.asks:
            continue
        answer = searcher.find(question, DEPTH)
        places = [_places(match.passage.text, labelled.answer) for match in answer.shown]
        holding = next((rank for rank, one in enumerate(places) if one), 0)
        fold = zlib.crc32(min(labelled.article_ids).rpartition("#")[0].encode()) % FOLDS
        for rank in sorted({0, holding}) if places else ():
            match = answer.shown[rank]
            passage = match.passage
            cut = PassageWords(passage.text, passage.article.language, match.weights)
            found = candidates(question, cut, passage.mentions)
            right = [any(one.start < end and start < one.end for start, end in places[rank]) for one in found]
            told = rank == 0 and answer.answered
            yield Case(home.name, question.answer, fold, told, bool(places[rank]), found, right)
    searcher.close()


def _places(text: str, answer: str) -> list[tuple[int, int]]:
    """Return where a labelled answer stands in a passage, whatever is between its words."""
    words = re.findall(r"\w+", answer)
    pattern = r"\W+".join(map(re.escape, words))
    return [one.span() for one in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)] if words else []


def learned(some: Sequence[Case], names: Sequence[str]) -> dict[str, float]:
    """Return the weights of signs that make the right candidates of some cases likeliest, or none of them."""
    sizes = Counter(case.name for case in some)
    rows = [
        (_signs(case.found, names), np.array(case.right, float), (max(sizes.values()) / sizes[case.name]) ** SIZE)
        for case in some
        if case.found
    ]
    held = np.array([0.0 if name == "intercept" else L2 for name in names])

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, slope = float(held @ weights**2), 2 * held * weights
        for signs, right, share in rows:
            odds = np.exp(np.clip(signs @ weights, -30, 30))
            whole = 1 + odds.sum()
            goal = float(odds @ right) if right.any() else 1.0
            total += share * (np.log(whole) - np.log(goal))
            slope += share * (signs.T @ (odds / whole))
            slope -= share * (signs.T @ (odds * right / goal)) if right.any() else 0
        return total, slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return dict(zip(names, found.x.tolist(), strict=True))


def _signs(found: Sequence[Candidate], names: Sequence[str]) -> Matrix:
    return np.array([[one.signs.get(name, 0.0) for name in names] for one in found])


def _marked(some: Sequence[Case], weights: Mapping[str, float]) -> Iterator[tuple[Case, bool]]:
    """Yield each case of which something would be marked, and whether that is right."""
    for case in some:
        best = chosen(case.found, weights)
        if best is not None:
            yield case, case.right[case.found.index(best)]


@click.command()
@click.argument("sources", type=SOURCE, nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the weights here.")
@click.option("--as-is", is_flag=True, help="Learn nothing: tell how the weights of marking.toml do.")
def main(sources: tuple[tuple[Path, Path], ...], out: Path | None, *, as_is: bool) -> None:
    """Learn what to mark from HOME:QUESTIONS.jsonl pairs; what is printed is told by weights from other articles."""
    every = [case for source in sources for case in cases(*source)]
    lines = []
    for kind, names in SIGNS.items():
        some = [case for case in every if case.kind == kind]
        if as_is:
            _tell(kind, some, list(_marked(some, table("index.answering", "marking")["learned"][kind])))
            continue
        _tell(kind, some, list(_held_out(some, kind)))
        lines += [f"\n[learned.{kind}]\n", f"sure = {SURE[kind]}\n"]
        lines += [f"{name} = {value:.2f}\n" for name, value in learned(some, names).items() if round(value, 2)]
    if out is not None and lines:
        out.write_text(SECTIONS.sub("", out.read_text("utf-8")).rstrip("\n") + "\n" + "".join(lines), "utf-8")


def _held_out(some: Sequence[Case], kind: str) -> Iterator[tuple[Case, bool]]:
    """Yield what would be marked of each case by weights learned from the articles of other folds."""
    for fold in range(FOLDS):
        weights = learned([case for case in some if case.fold != fold], SIGNS[kind])
        yield from _marked([case for case in some if case.fold == fold], weights | {"sure": SURE[kind]})


def _tell(kind: str, some: Sequence[Case], found: Sequence[tuple[Case, bool]]) -> None:
    for name in dict.fromkeys(case.name for case in some):
        parts = []
        for label, field in (("holds the answer", "holds"), ("told as an answer", "told")):
            right = [one for case, one in found if case.name == name and getattr(case, field)]
            count = sum(case.name == name and getattr(case, field) for case in some)
            parts.append(f"{label} {count}, marked {len(right)}, right {sum(right) / max(1, len(right)):.2f}")
        click.echo(f"{kind:7} {name:12} {' | '.join(parts)}")


if __name__ == "__main__":
    main()
