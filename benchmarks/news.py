"""Makes a news archive of any size out of the sentences of archives that are there, as records.

    python -m benchmarks.news HOME ... --out FOLDER [--paragraphs 894552] [--articles 26709]

FOLDER gets news.jsonl, and news-changed.jsonl, in which one article of a hundred tells something else. The sentences of
all homes are dealt out anew to paragraphs, articles, and days within twenty years; the same homes and seed give the
same archive. A paragraph has sentences until it is as long as those that the splitter leaves alone, so that it becomes
one passage.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TextIO

import click

from corpus.cleaning.splitting import SHORT
from corpus.language.cutting import sentence_spans
from corpus.store.reading import StoreReader

SEED = 20261127
FIRST_DAY, DAYS = date(2000, 1, 1), 7_305
SHORTEST, LONGEST = 25, 600
"""Characters of a sentence that is taken: others are mostly lists, and lines without a stop."""
TITLE_WORDS = 8


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("homes", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder of the archives.")
@click.option("--paragraphs", default=894_552, show_default=True)
@click.option("--articles", default=26_709, show_default=True)
@click.option("--changed", default=100, show_default=True, help="One article of so many tells something else.")
@click.option("--seed", default=SEED, show_default=True)
def main(homes: tuple[Path, ...], out: Path, paragraphs: int, articles: int, changed: int, seed: int) -> None:
    """Make a news archive out of the text of indexed homes, in English for the most part."""
    sentences = [one for home in homes for one in sentences_of(home)]
    out.mkdir(parents=True, exist_ok=True)
    with (out / "news.jsonl").open("w", encoding="utf-8") as first:
        write(first, sentences, paragraphs, articles, seed)
    with (out / "news-changed.jsonl").open("w", encoding="utf-8") as second:
        write(second, sentences, paragraphs, articles, seed, changed)
    click.echo(f"{paragraphs:,} paragraphs in {articles:,} articles, from {len(sentences):,} sentences", err=True)


def sentences_of(home: Path) -> Iterator[str]:
    """Yield the sentences of a home's passages that are neither very short nor very long."""
    with closing(StoreReader(home)) as store:
        for passage in store.live_passages():
            for start, end in sentence_spans(passage.text):
                sentence = " ".join(passage.text[start:end].split())
                if SHORTEST <= len(sentence) <= LONGEST:
                    yield sentence


def write(
    file: TextIO, sentences: Sequence[str], paragraphs: int, articles: int, seed: int, changed: int | None = None
) -> None:
    """Write an archive, a record a line; with ``changed``, every so manieth article tells something else."""
    for number in range(articles):
        other = changed is not None and number % changed == changed // 2
        size = paragraphs * (number + 1) // articles - paragraphs * number // articles
        record = article(number, size, sentences, Random(f"{seed} {number} {other}"))
        record["date"] = str(FIRST_DAY + timedelta(days=number * DAYS // articles))
        file.write(json.dumps(record, ensure_ascii=False) + "\n")


def article(number: int, size: int, sentences: Sequence[str], chance: Random) -> dict[str, str]:
    """Return an article of so many paragraphs as a record without its day."""
    text = "\n\n".join(_paragraph(sentences, chance) for _ in range(size))
    title = " ".join(chance.choice(sentences).split()[:TITLE_WORDS]).rstrip(".,;:")
    return {"id": f"news-{number}", "title": title, "text": text}


def _paragraph(sentences: Sequence[str], chance: Random) -> str:
    chosen = [chance.choice(sentences)]
    while sum(map(len, chosen)) <= SHORT:
        chosen.append(chance.choice(sentences))
    return " ".join(chosen)


if __name__ == "__main__":
    main()
