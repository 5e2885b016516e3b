"""Makes labelled questions from the passages of an archive, for learning where too few were written by hand.

    python -m benchmarks.generating HOME NUMBER > generated.jsonl

A sentence with a number or a name in it is drawn. The question is some of its other words, told by a seed, in the order
in which they stand, with a word of the title or of the sentence before: as somebody asks who remembers part of what he
read. "How many", "who" or nothing goes before, by what was left out. The answer is the sentence.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from corpus.language.cutting import sentence_spans
from corpus.store.reading import StoreReader
from index.analysis import stop_words, tokens

SEED = 20261123
KEPT = 0.55
"""Share of a sentence's telling words that a question keeps. A choice."""
FEWEST, MOST = 3, 8
NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)+")


def generated(home: Path, number: int) -> Iterator[dict[str, Any]]:
    """Yield labelled questions (form: docs/evaluation.md), the same ones each time."""
    draw = random.Random(SEED)
    store = StoreReader(home)
    rows = [passage.number for passage in store.live_passages()]
    made = 0
    while rows and made < number:
        passage = store.passages([draw.choice(rows)])[0]
        if passage is None:
            continue
        found = _question(passage.text, passage.article.title, draw)
        if found is not None:
            made += 1
            question, answer = found
            yield {
                "id": f"generated-{made}",
                "question": question,
                "kind": "fact",
                "answer": answer,
                "article_ids": [passage.article.article_id],
            }
    store.close()


def _question(text: str, title: str, draw: random.Random) -> tuple[str, str] | None:
    spans = sentence_spans(text)
    place = draw.randrange(len(spans)) if spans else 0
    sentence = text[slice(*spans[place])] if spans else ""
    left_out = list(NUMBER.finditer(sentence)) + list(NAME.finditer(sentence))
    if not left_out:
        return None
    answer = draw.choice(left_out)
    beside = title if draw.random() < 0.5 or not place else text[slice(*spans[place - 1])]
    words = _telling(sentence[: answer.start()] + " " + sentence[answer.end() :])
    kept = [word for word in words if draw.random() < KEPT][:MOST]
    if len(kept) < FEWEST:
        return None
    more = [word for word in _telling(beside) if word not in words]
    kept += draw.sample(more, min(len(more), draw.choice((0, 1, 2))))
    opening = "how many" if answer[0][0].isdigit() else draw.choice(("who", "which", "where"))
    return f"{draw.choice(('', opening))} {' '.join(kept)}".strip(), sentence


def _telling(text: str) -> list[str]:
    stops = stop_words("en")
    return [word for word in dict.fromkeys(tokens(text)) if word[0].isalnum() and word not in stops]


@click.command()
@click.argument("home", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("number", type=click.IntRange(1))
def main(home: Path, number: int) -> None:
    """Print labelled questions made from passages."""
    for question in generated(home, number):
        click.echo(json.dumps(question, ensure_ascii=False))


if __name__ == "__main__":
    main()
