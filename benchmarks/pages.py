"""Measures what is shown of pages: of their text, of what is none of it, and at what cost beside trafilatura.

    python -m benchmarks.pages TESTS [--show] [--speed N]

TESTS is the folder ``tests`` of trafilatura's repository, with evaldata.json and the pages in ``cache`` and ``eval``:
segments of each page that are wanted, and some that are not. A segment counts where a passage has it, but for blanks,
soft hyphens and raised figures. Pages that give no text, or none of their segments, are counted too, each for all pages
and for every second one. ``--show`` prints what is shown and not wanted, and the pages with none of their segments.
``--speed N`` compares the processor time of every N-th page with that of trafilatura with its metadata instead, both by
turns in this process, three times over.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import trafilatura

from corpus.errors import NoArticle, Unreadable
from corpus.reading.formats.html import read_html
from corpus.reading.items import Item

FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺₀₁₂₃₄₅₆₇₈₉₋₊", "0123456789-+0123456789-+", "\xad")
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Labels:
    """What is known of a page: its file, and segments that are wanted and unwanted."""

    path: Path
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What is read of a page: its passages, and which of its segments they have."""

    labels: Labels
    passages: tuple[str, ...]

    @property
    def wanted(self) -> list[str]:
        """The wanted segments that are shown."""
        return self._of(self.labels.wanted)

    @property
    def unwanted(self) -> list[str]:
        """The unwanted segments that are shown."""
        return self._of(self.labels.unwanted)

    def _of(self, segments: tuple[str, ...]) -> list[str]:
        whole = " ".join(self.passages)
        return [one for one in segments if one in whole]


def main() -> None:
    """Read every page and print the counts, or the ratios of time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="print unwanted passages, and pages with none of theirs")
    parser.add_argument("--speed", type=int, metavar="N", help="compare the time of every N-th page")
    options = parser.parse_args()
    pages = list(labels(options.folder))
    if options.speed:
        compare_times([page.path for page in pages[:: options.speed]])
        return
    with ProcessPoolExecutor() as workers:
        rows = list(workers.map(shown, pages, chunksize=20))
    for name, chosen in (("all", rows), ("even", rows[::2]), ("odd", rows[1::2])):
        print(f"{name}: {counts(chosen)}")
    for row in rows if options.show else ():
        print_row(row)


def labels(folder: Path) -> Iterator[Labels]:
    """Yield the labelled pages, in the order of the list."""
    for told in json.loads((folder / "evaldata.json").read_text("utf-8")).values():
        paths = [folder / place / told["file"] for place in ("cache", "eval")]
        path = next(path for path in paths if path.is_file())
        yield Labels(path, tuple(map(plain, told["with"])), tuple(map(plain, told["without"])))


def plain(words: str) -> str:
    """Return words with single blanks, without soft hyphens, with figures on the line."""
    return " ".join(unicodedata.normalize("NFC", words).translate(FIGURES).split())


def passages(path: Path) -> list[str]:
    """Return the passages that Dateline shows of a page, none for one that it does not read."""
    try:
        (draft,) = read_html(Item(path.name, path.name, None, path.read_bytes()))
    except (NoArticle, Unreadable):
        return []
    return [draft.text[slice(*block)] for block in draft.blocks]


def shown(page: Labels) -> Shown:
    """Return what is shown of a page."""
    return Shown(page, tuple(map(plain, passages(page.path))))


def counts(rows: list[Shown]) -> str:
    """Return the measures of some pages on one line."""
    wanted, of_wanted = sum(len(row.wanted) for row in rows), sum(len(row.labels.wanted) for row in rows)
    unwanted, of_unwanted = sum(len(row.unwanted) for row in rows), sum(len(row.labels.unwanted) for row in rows)
    return (
        f"{len(rows)} pages, wanted {wanted / of_wanted:.4f} of {of_wanted}, unwanted {unwanted / of_unwanted:.4f} of "
        f"{of_unwanted}, without text {sum(not row.passages for row in rows)}, with none of theirs "
        f"{sum(not row.wanted for row in rows)}"
    )


def print_row(row: Shown) -> None:
    """Print what a page shows that is not wanted, and that it shows nothing wanted."""
    if not row.wanted:
        print(f"none  {row.labels.path.name}: {' / '.join(row.labels.wanted)[:200]}")
    for segment in row.unwanted:
        around = next((passage for passage in row.passages if segment in passage), segment)
        print(f"shown {row.labels.path.name}: {segment!r} in {around[:200]!r}")


def compare_times(paths: list[Path]) -> None:
    """Print how long reading takes, by turns with trafilatura; the first round, which warms both, is not counted."""
    data = {path: path.read_bytes() for path in paths}
    ratios: list[float] = []
    for turn in range(ROUNDS + 1):
        ours = theirs = 0.0
        for number, path in enumerate(paths):
            mine = [lambda path=path: passages(path), lambda path=path: _library(data[path])]
            taken = {which: _seconds(mine[which]) for which in ((0, 1) if (number + turn) % 2 else (1, 0))}
            ours, theirs = ours + taken[0], theirs + taken[1]
        if turn:
            ratios.append(ours / theirs)
            mean = 1000 / len(paths)
            print(f"{len(paths)} pages: {ours * mean:.1f} ms a page, trafilatura {theirs * mean:.1f}")
    print(f"times trafilatura's: {statistics.median(ratios):.3f} (median of {ROUNDS})")


def _seconds(step: Callable[[], object]) -> float:
    begun = time.process_time()
    with suppress(Exception):  # the library's own; ours are caught where they are expected
        step()
    return time.process_time() - begun


def _library(data: bytes) -> object:
    return trafilatura.bare_extraction(data, with_metadata=True, include_comments=False, include_tables=True)


if __name__ == "__main__":
    main()
