"""Reads articles from the store and cuts them into words, in worker processes where there is much to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.store.live import LiveArticle, LivePassage
from corpus.store.reading import StoreReader
from corpus.workers import Workers, cores
from index.building.counting import Counter, Cutter, Words
from index.building.garbage import uncollected
from index.building.parts import CODE, Contents, CountedPart
from index.generations.ragged import Ragged

BATCH = 4_000
"""Passages that are cut at once."""
ALONE = 4
"""Batches that are cut before workers are started: so many passages take about as long as starting them."""


@dataclass(frozen=True, slots=True)
class Task:
    """Articles to be read from the store in a folder, by their numbers."""

    home: Path
    articles: list[int]


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of a task: as in a part, but with words that are numbered within the batch."""

    words: Words
    articles: npt.NDArray[np.int64]
    languages: npt.NDArray[np.bytes_]
    passages: Ragged
    texts: Ragged
    titles: Ragged
    mentions: Ragged


def collect(
    home: Path,
    articles: Sequence[LiveArticle],
    folder: Path,
    room: int,
    report: Callable[[int], None],
    workers: int | None = None,
) -> list[CountedPart]:
    """Read and cut articles.

    Args:
        home: the folder of archive.db.
        articles: which ones, in the order that they are to have.
        folder: where the parts are kept, one below another.
        room: words of a part, about: memory holds 12 bytes for each, and two batches a worker.
        report: called with the number of passages done.
        workers: processes; the machine's cores unless told; 0 for none but this one. It makes no difference to
            what is built of it.
    """
    parts: list[CountedPart] = []
    collected = _Collected()
    done = 0
    count = cores() if workers is None else workers
    with Workers(cut_all, count if count > 1 else 0, ALONE) as pool:
        for results in pool.results(_tasks(home, articles)):
            for batch in results:
                collected.add(batch)
                done += len(batch.texts)
                report(done)
                if collected.counter.size >= room:
                    parts.append(collected.part(folder / f"part-{len(parts)}"))
                    collected = _Collected()
    if collected.counter.parts:
        parts.append(collected.part(folder / f"part-{len(parts)}"))
    return parts


@dataclass(slots=True)
class _Collected:
    """The batches of a part."""

    counter: Counter = field(default_factory=lambda: Counter(2))
    batches: list[Batch] = field(default_factory=list)

    def add(self, batch: Batch) -> None:
        self.counter.add(batch.words, batch.texts, batch.titles)
        nothing = Ragged(batch.texts.values[:0], batch.texts.bounds[:1])
        self.batches.append(replace(batch, words=[], texts=nothing, titles=nothing))

    def part(self, folder: Path) -> CountedPart:
        folder.mkdir(parents=True)
        terms, (words, titles) = self.counter.finish()
        passages = Ragged.joined([one.passages for one in self.batches])
        contents = Contents(words, titles, passages.values, Ragged.joined([one.mentions for one in self.batches]))
        articles = np.concatenate([one.articles for one in self.batches])
        languages = np.concatenate([one.languages for one in self.batches])
        return CountedPart(folder, terms, articles, languages, passages.lengths.astype(np.int32), contents)


def cut_all(tasks: list[Task]) -> list[Batch]:
    """Read and cut the articles of some tasks; what worker processes run."""
    with uncollected():
        return [_cut(task) for task in tasks]


def _tasks(home: Path, articles: Sequence[LiveArticle]) -> Iterator[list[Task]]:
    rows: list[int] = []
    passages = 0
    for article in articles:
        rows.append(article.row)
        passages += article.passages
        if passages >= BATCH:
            yield [Task(home, rows)]
            rows, passages = [], 0
    if rows:
        yield [Task(home, rows)]


def _cut(task: Task) -> Batch:
    with closing(StoreReader(task.home)) as store:
        read = groupby(store.passages_of(task.articles), lambda one: one.article)
        by_row = {row: list(found) for row, found in read}
    articles = [by_row[row] for row in task.articles]
    languages = [one[0].language for one in articles]
    texts = [text_of(passage) for article in articles for passage in article]
    by_text = [code for code, article in zip(languages, articles, strict=True) for _ in article]
    cutter = Cutter()
    return Batch(
        cutter.words,
        np.array([one[0].article for one in articles], np.int64),
        np.array([code.encode() for code in languages], CODE),
        _of_passages(articles),
        cutter.cut(texts, by_text),
        cutter.cut([one[0].title for one in articles], languages),
        _of_mentions(articles),
    )


def text_of(passage: LivePassage) -> str:
    """Return what is searched of a passage."""
    return f"{passage.heading}.\n{passage.text}" if passage.heading else passage.text


def _of_passages(articles: list[list[LivePassage]]) -> Ragged:
    numbers = np.array([passage.number for article in articles for passage in article], np.int64)
    return Ragged.of(numbers, [len(article) for article in articles])


def _of_mentions(articles: list[list[LivePassage]]) -> Ragged:
    passages = [passage.mentioned for article in articles for passage in article]
    days = [(span.first.toordinal(), span.last.toordinal()) for spans in passages for span in spans]
    return Ragged.of(np.array(days, np.int32).reshape(-1, 2), [len(spans) for spans in passages])
