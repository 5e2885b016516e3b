"""Builds a generation from the store: articles in date order, counted, weighed and inverted; and switches to it.

What is known of an article by itself is copied from the generation before if the article is the same: its row in the
store, as rows are never changed; so are postings, with the new numbers of documents. All that depends on other
articles is made anew, so that a build gives the same arrays, byte for byte, whatever was copied and however many
processes counted.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import Stemmer

from corpus.errors import IndexUnusable
from corpus.store.live import LiveArticle
from corpus.store.reading import StoreReader
from index.building import compiling
from index.building.collecting import collect
from index.building.garbage import uncollected
from index.building.inverting import TITLE_WEIGHT
from index.building.merging import kept_of
from index.building.parts import CODE, BuiltPart, Part, stretches
from index.building.postings import ARTICLE, PASSAGE, write_postings
from index.building.proving import prove
from index.building.texts import Written, how_often
from index.building.texts import write as write_texts
from index.building.vocabularies import Codes, joined
from index.building.word_kinds import cased_of, word_kinds
from index.generations import folder as generations
from index.generations import keeping
from index.generations.arrays import narrowed
from index.generations.folder import Manifest, Piece, Writing
from index.generations.named_days import by_day
from index.generations.spelling import Spelling

ANALYSIS = f"stemmer {Stemmer.version()}, unicode {unicodedata.unidata_version}"
"""Libraries whose versions change what a word's term is."""
COMMON_SHARE = 0.02
"""Share of the articles from which a question's words are read in their language too. A choice."""

MEMORY = 32 << 20
"""Bytes that words and postings may take at once, unless told."""
WORD_ROOM = 16
"""Bytes that a word takes while it is counted."""
STRETCH = 10_000
"""Passages that are copied at once."""

SETTINGS = {
    "passage_k": PASSAGE.k,
    "passage_b": PASSAGE.b,
    "article_k": ARTICLE.k,
    "article_b": ARTICLE.b,
    "title_weight": float(TITLE_WEIGHT),
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
    memory: int = MEMORY,
) -> int:
    """Build, check and switch to a new generation.

    Args:
        store: where the passages are.
        index: the folder of generations.
        number: of the new generation.
        store_state: signature of what is live in the store.
        report: called with the number of passages counted so far.
        reuse: identity of the generation whose words of unchanged articles may be copied, which makes no difference.
        workers: processes that count; the machine's cores unless told; 0 for none but this one.
        memory: bytes that words and postings may take at once; what grows with the numbers of articles, passages and
            terms comes on top.

    Returns:
        The oldest generation that is kept, for the store to know which retired articles may go.

    Raises:
        IndexUnusable: the new generation fails its check; it is removed, and the old one goes on answering.
    """
    before = _answering(index)
    with uncollected(), generations.writing(index, number) as out:
        live = store.live_articles()
        compiling.install(sum(article.passages for article in live))
        with TemporaryDirectory(dir=out.folder) as folder:
            parts = _parts(
                store.file.parent, live, _reusable(index, reuse, store_state), Path(folder), report, workers, memory
            )
            sizes = _write(out, parts, live, memory)
        built_at = datetime.now(UTC).isoformat(timespec="seconds")
        out.finish(Manifest(number, built_at, *sizes, SETTINGS, store_state, ANALYSIS))
    try:
        prove(store, index, number, live=live)
    except IndexUnusable as error:
        keeping.remove(index, number)
        goes_on = f"generation {before} goes on answering" if before else "there is none before it"
        raise IndexUnusable(f"the new generation {number} is not switched to, {goes_on}: {error}") from error
    generations.point_to(index, number)
    return keeping.keep(index, number, before or keeping.before(index, number))


def _answering(index: Path) -> int | None:
    """Return the generation that answers now, None if there is none that could."""
    try:
        number = generations.current_number(index)
    except IndexUnusable:
        return None
    return number if number in generations.numbers(index) else None


def up_to_date(index: Path, store_state: str) -> bool:
    """Tell whether the current generation was built from what is live in the store, as it would be built today.

    One that was gone back to is, as long as nothing has changed since.
    """
    try:
        number = generations.current_number(index)
        found = None if number is None else generations.check(index, number)
        held = keeping.rolled_back(index)
    except IndexUnusable:
        return False
    if found is None:
        return False
    state = found.store_state if held is None else held.store_state
    return state == store_state and is_todays(found)


def is_todays(manifest: Manifest) -> bool:
    """Tell whether a generation was built as it would be built today."""
    todays = (generations.FORMAT, ANALYSIS, SETTINGS)
    return (manifest.format, manifest.analysis, manifest.settings) == todays


def _reusable(index: Path, identity: str | None, store_state: str) -> BuiltPart | None:
    """Return the articles of the current generation if it is whole, and the one that is meant."""
    try:
        number = generations.current_number(index)
        if identity is None or number is None or generations.check(index, number).identity != identity:
            return None
        manifest, arrays = generations.load(index, number, whole=True)
        same = manifest.store_state.partition(":")[0] == store_state.partition(":")[0]
        return (
            BuiltPart(index / generations.folder_name(number), arrays)
            if same and manifest.analysis == ANALYSIS
            else None
        )
    except (IndexUnusable, KeyError):
        return None


def _parts(
    home: Path,
    live: list[LiveArticle],
    before: BuiltPart | None,
    folder: Path,
    report: Callable[[int], None],
    workers: int | None,
    memory: int,
) -> list[Part]:
    """Return parts that hold all live articles; those that were there before are not counted again."""
    known = {} if before is None else dict(zip(before.articles.tolist(), before.sizes.tolist(), strict=True))
    new = [article for article in live if known.get(article.row) != article.passages]
    total = sum(article.passages for article in live)
    copied = total - sum(article.passages for article in new)
    counted = collect(home, new, folder, memory // WORD_ROOM, lambda done: report(copied + done), workers)
    report(total)
    return [*([] if before is None else [before]), *counted]


def _write(out: Writing, parts: list[Part], live: list[LiveArticle], memory: int) -> tuple[int, int, int]:
    """Write the arrays of a generation; return how many passages, articles and terms it has."""
    order = list(stretches(parts, [article.row for article in live], STRETCH))
    marks = joined([part.vocabulary for part in parts], how_often(parts, order))
    vocabulary, codes = marks.vocabulary, Codes.of(marks)
    languages = np.concatenate([np.zeros(0, CODE), *(parts[one.part].languages[one.first : one.last] for one in order)])
    written = write_texts(out, parts, order, marks, codes)
    _write_articles(out, live, languages, written)
    arrays: dict[str, Piece] = {"letters": vocabulary.letters, "letter_starts": vocabulary.starts, "marks": codes.marks}
    spelling = Spelling.of(vocabulary)
    arrays |= {f"spelling_{part}": getattr(spelling, part) for part in ("starts", "terms", "sizes")}
    for name, array in arrays.items():
        out.array(name, array)
    write_postings(out, written, len(vocabulary), memory, kept_of(parts, order, marks))
    out.array("kinds", word_kinds(vocabulary, cased_of(marks.within), languages))
    return len(written.passages), len(live), len(vocabulary)


def _write_articles(out: Writing, live: list[LiveArticle], languages: npt.NDArray[np.bytes_], written: Written) -> None:
    """Write what is known of articles and passages beside their words."""
    by_days, classes = by_day(written.mentions)
    first_passage = np.cumsum(written.sizes, dtype=np.int64) - written.sizes
    arrays = {
        "article_rows": narrowed(np.array([article.row for article in live], np.int64)),
        "first_day": np.array([article.first_day for article in live], np.int32),
        "last_day": np.array([article.last_day for article in live], np.int32),
        "first_passage": first_passage.astype(np.int32),
        "languages": languages,
        "common_languages": _common(languages),
        "passage_rows": narrowed(written.passages),
        "bounds": narrowed(written.sequence.bounds),
        "title_bounds": narrowed(written.titles.bounds),
        "mentions": np.ascontiguousarray(written.mentions.T),
        "mentions_by_day": by_days,
        "mention_classes": classes,
    }
    for name, array in arrays.items():
        out.array(name, array)


def _common(languages: npt.NDArray[np.bytes_]) -> npt.NDArray[np.uint8]:
    """Return the languages of at least one article in fifty, the most common first, as words in UTF-8."""
    codes, counts = np.unique(languages, return_counts=True)
    order = np.lexsort((codes, -counts))
    worth = [codes[place] for place in order if counts[place] >= COMMON_SHARE * len(languages)]
    return np.frombuffer(b" ".join(worth), np.uint8)
