"""The labelled sets: an archive, its questions, and the language that engines are told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.retrieval import synthetic
from index.evaluating.labelled import Labelled, read_labelled


@dataclass(frozen=True, slots=True)
class Labels:
    """A set on disk.

    Attributes:
        name: the set's.
        archive: what Dateline reads; a synthetic archive has none and is made instead.
        questions: the labelled questions.
        read: how they are read.
        language: of most of the archive.
        size: passages of a synthetic archive, 0 for others.
    """

    name: str
    archive: Path
    questions: Path
    read: Callable[[Path], list[Labelled]] = read_labelled
    language: str = "en"
    size: int = 0


def read_passage_labels(path: Path) -> list[Labelled]:
    """Read questions of the form {"question", "answers", "passage_ids"}; each passage is an article.

    The first answer counts, as ``dateline evaluate`` knows one.

    Raises:
        ClickException: a line is not of the form.
    """
    labelled = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            record = json.loads(line)
            answer = next(iter(record["answers"]), "")
            ids = frozenset(map(str, record["passage_ids"]))
            labelled.append(Labelled(str(number), str(record["question"]), "fact", str(answer), ids, None, None))
        except (ValueError, KeyError, TypeError) as error:
            raise click.ClickException(f"{path}, line {number}: is no question about passages ({error})") from error
    return labelled


def labelled_sets(evaluation: Path, archives: Path) -> dict[str, Labels]:
    """Return the labelled sets by name.

    Args:
        evaluation: folder of labelled questions, and of sets that bring their passages.
        archives: folder of archives.
    """
    files = {
        "wikinews": "wikinews.jsonl",
        "senate": "senate.tar.xz",
        "sotu": "sotu.jsonl",
        "digitalgov": "digitalgov.tar.xz",
    }
    languages = {"parsinlu_rc_fa": "fa", "arcd_ar": "ar", "cnil_fr": "fr"}
    found = {name: Labels(name, archives / file, evaluation / f"{name}.jsonl") for name, file in files.items()}
    for name in ("squad", "time_magazine_1963", *languages):
        folder = evaluation / name
        files_of = (folder / "passages.jsonl", folder / "questions.jsonl")
        found[name] = Labels(name, *files_of, read_passage_labels, languages.get(name, "en"))
    return found


def synthetic_set(size: int, home: Path) -> Labels:
    """Return the synthetic set of a size; its questions are written when it is made."""
    return Labels(f"synthetic-{size}", home / synthetic.SETTINGS, home / synthetic.QUESTIONS, size=size)


def parse_size(text: str) -> int:
    """Return the number of passages that "300k" or "5M" stands for.

    Raises:
        BadParameter: it stands for none.
    """
    factor = {"k": 1_000, "m": 1_000_000}.get(text[-1:].lower())
    digits = text[:-1] if factor else text
    if not digits.isdecimal() or not int(digits):
        raise click.BadParameter(f"{text!r} is no size; write 10000, 10k or 1M")
    return int(digits) * (factor or 1)
