from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from benchmarks.mentions import measured, texts_of
from benchmarks.news import sentences_of, write
from corpus.cleaning.splitting import SHORT

PARAGRAPHS, ARTICLES, EVERY = 700, 120, 50


def archive(home: Path, seed: int, changed: int | None = None) -> list[dict[str, Any]]:
    file = io.StringIO()
    write(file, list(sentences_of(home)), PARAGRAPHS, ARTICLES, seed, changed)
    return [json.loads(line) for line in file.getvalue().splitlines()]


def test_an_archive_has_the_paragraphs_asked_for_of_sentences_that_stand_somewhere(sample_home: Path) -> None:
    records = archive(sample_home, 1)
    paragraphs = [one for record in records for one in record["text"].split("\n\n")]
    assert (len(records), len(paragraphs)) == (ARTICLES, PARAGRAPHS)
    assert min(map(len, paragraphs)) > SHORT
    sentences = set(sentences_of(sample_home))
    assert all(any(one.startswith(sentence) for sentence in sentences) for one in paragraphs[:20])
    assert [record["date"] for record in records] == sorted(record["date"] for record in records)
    assert records == archive(sample_home, 1) != archive(sample_home, 2)


def test_the_changed_archive_tells_something_else_in_few_articles(sample_home: Path) -> None:
    pairs = list(zip(archive(sample_home, 1), archive(sample_home, 1, EVERY), strict=True))
    others = [number for number, (before, after) in enumerate(pairs) if before != after]
    assert others == [25, 75]
    assert all((before["id"], before["date"]) == (after["id"], after["date"]) for before, after in pairs)


def test_the_same_passages_give_the_same_mentions(sample_home: Path) -> None:
    texts = texts_of(sample_home, 5)
    assert len(texts["short"]) == 5
    assert all(len(text) >= 600 for text, _, _ in texts["long"])
    assert all(len(text) <= 300 for text, _, _ in texts["short"])
    one, two = (measured(texts) for _ in range(2))
    assert [one[f"{kind} mentions"] for kind in texts] == [two[f"{kind} mentions"] for kind in texts]
    assert isinstance(one["short"], float)
