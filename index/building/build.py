"""Builds a generation from the store: articles in date order, counted, weighed and inverted; and switches to it.

What is known of an article by itself is copied from the generation before if the article is the same: its row in the
store, as rows are never changed. All that depends on other articles is made anew, so that a build gives the same
arrays, byte for byte, whatever was copied and however many processes counted.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
import Stemmer

from corpus.errors import IndexUnusable
from corpus.store.live import LiveArticle
from corpus.store.reading import StoreReader
from index.building.collecting import collect
from index.building.contents import Contents, joined
from index.building.counting import counts_by_term, summed
from index.building.garbage import uncollected
from index.building.weighting import SaturatedTfidf, inverted
from index.building.word_kinds import word_kinds
from index.generations import folder as generations
from index.generations.arrays import Postings
from index.generations.folder import Manifest
from index.generations.named_days import by_day
from index.generations.ragged import Ragged
from index.generations.spelling import Spelling
from index.generations.vocabulary import Vocabulary

ANALYSIS = f"stemmer {Stemmer.version()}, unicode {unicodedata.unidata_version}"
"""Libraries whose versions change what a word's term is."""
PASSAGE_K, PASSAGE_B = 0.9, 0.75
"""Best of those tried on sets of questions in four languages (benchmarks/RESULTS.md)."""
ARTICLE_K, ARTICLE_B = 1.2, 0.5
TITLE_WEIGHT = 3.0
"""A word of the title counts as this many in the article."""

COMMON_SHARE = 0.02
"""Share of the articles from which a question's words are read in their language too. A choice."""

SETTINGS = {
    "passage_k": PASSAGE_K,
    "passage_b": PASSAGE_B,
    "article_k": ARTICLE_K,
    "article_b": ARTICLE_B,
    "title_weight": TITLE_WEIGHT,
}


def next_number(index: Path) -> int:
    """Return the number of the generation that will be built next."""
    try:
        current = generations.current_number(index) or 0
    except IndexUnusable:  # a damaged pointer is replaced by this build
        current = 0
    return max([*generations.numbers(index), current]) + 1


def build(
    store: StoreReader,
    index: Path,
    number: int,
    store_state: str,
    report: Callable[[int], None],
    *,
    reuse: str | None = None,
    workers: int | None = None,
) -> int:
    """Build, check and switch to a new generation.

    Args:
        store: where the passages are.
        index: the folder of generations.
        number: of the new generation.
        store_state: signature of what is live in the store.
        report: called with the number of passages counted so far.
        reuse: identity of the generation whose words of unchanged articles may be copied; None counts everything.
            It makes no difference to what is built.
        workers: processes that count; the machine's cores unless told; 0 for none but this one.

    Returns:
        The oldest generation that is kept, for the store to know which retired articles may go.
    """
    with uncollected():
        live = store.live_articles()
        contents = _contents(store.file.parent, live, _reusable(index, reuse, store_state), report, workers)
        built_at = datetime.now(UTC).isoformat(timespec="seconds")
        sizes = (len(contents.words), len(contents.articles), len(contents.terms))
        manifest = Manifest(number, built_at, *sizes, SETTINGS, store_state, ANALYSIS)
        arrays = _arrays(contents, live)
        del contents  # its words would double the memory while they are inverted
        generations.write(index, manifest, arrays)
    generations.load(index, number)
    generations.point_to(index, number)
    return generations.keep_two(index, number)


def up_to_date(index: Path, store_state: str) -> bool:
    """Tell whether the current generation was built from what is live in the store, as it would be built today."""
    try:
        number = generations.current_number(index)
        found = None if number is None else generations.load(index, number)[0]
    except IndexUnusable:
        return False
    todays = (generations.FORMAT, store_state, ANALYSIS, SETTINGS)
    return found is not None and (found.format, found.store_state, found.analysis, found.settings) == todays


def _reusable(index: Path, identity: str | None, store_state: str) -> Contents | None:
    """Return the contents of the current generation if it is whole, and the one that is meant."""
    try:
        number = generations.current_number(index)
        if identity is None or number is None or generations.load(index, number)[0].identity != identity:
            return None
        manifest, arrays = generations.load(index, number, whole=True)
        same = manifest.store_state.partition(":")[0] == store_state.partition(":")[0]
        return Contents.of(arrays) if same and manifest.analysis == ANALYSIS else None
    except (IndexUnusable, KeyError):
        return None


def _contents(
    home: Path, live: list[LiveArticle], before: Contents | None, report: Callable[[int], None], workers: int | None
) -> Contents:
    """Return the contents of all live articles in their order; those that were there before are copied."""
    if before is None:
        known: dict[int, int] = {}
    else:
        known = dict(zip(before.articles.tolist(), before.passages.lengths.tolist(), strict=True))
    new = [article for article in live if known.get(article.row) != article.passages]
    copied = sum(article.passages for article in live) - sum(article.passages for article in new)
    counted = collect(home, new, lambda done: report(copied + done), workers)
    report(copied + len(counted.words))
    whole = counted if before is None else joined([before, counted])
    place = {row: number for number, row in enumerate(whole.articles.tolist())}
    return whole.take(np.array([place[article.row] for article in live], np.int64))


def _arrays(contents: Contents, live: list[LiveArticle]) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    """Yield the arrays of a generation by name; the largest are made when they are asked for."""
    sizes = contents.passages.lengths
    arrays = contents.arrays()
    arrays |= {
        "article_of": np.repeat(np.arange(len(sizes), dtype=np.int32), sizes),
        "first_day": np.repeat(np.array([article.first_day for article in live], np.int32), sizes),
        "last_day": np.repeat(np.array([article.last_day for article in live], np.int32), sizes),
        "kinds": word_kinds(contents.terms, contents.words, contents.languages),
        "common_languages": _common(contents.languages),
    }
    spelling = Spelling.of(Vocabulary.of(contents.terms))
    arrays |= {f"spelling_{part}": getattr(spelling, part) for part in ("starts", "terms", "sizes")}
    arrays["mentions_by_day"], arrays["mention_classes"] = by_day(arrays["mentions"])
    yield from arrays.items()
    terms = len(contents.terms)
    words, titles = (
        Ragged(arrays[values], arrays[bounds])
        for values, bounds in (("sequence", "bounds"), ("titles", "title_bounds"))
    )
    article_of = arrays["article_of"]
    del contents, arrays
    by_passage = counts_by_term(words, terms)
    del words
    yield from _inverted(by_passage, titles, article_of)


def _common(languages: npt.NDArray[np.bytes_]) -> npt.NDArray[np.uint8]:
    """Return the languages of at least one article in fifty, the most common first, as words in UTF-8."""
    codes, counts = np.unique(languages, return_counts=True)
    order = np.lexsort((codes, -counts))
    worth = [codes[place] for place in order if counts[place] >= COMMON_SHARE * len(languages)]
    return np.frombuffer(b" ".join(worth), np.uint8)


def _inverted(
    by_passage: sp.csc_matrix, titles: Ragged, article_of: npt.NDArray[np.int32]
) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    """Yield the inverted files of passages and of articles."""
    yield from _weighed("passage", by_passage, PASSAGE_K, PASSAGE_B)
    by_article = summed(by_passage, article_of, len(titles))
    terms = by_passage.shape[1] - 1
    del by_passage
    by_article = by_article + counts_by_term(titles, terms) * np.float32(TITLE_WEIGHT)
    yield from _weighed("article", by_article, ARTICLE_K, ARTICLE_B)


def _weighed(name: str, counts: sp.csc_matrix, k: float, b: float) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    weigher = SaturatedTfidf(k, b, with_idf=False)
    file = inverted(weigher.fit_transform(counts))
    yield from ((f"{name}_{part}", getattr(file, part)) for part in Postings._fields)
    yield f"{name}_idf", weigher.idf_
