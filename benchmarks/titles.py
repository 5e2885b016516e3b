"""Measures how often a page's title is right, on the test pages of Mozilla's readability.

    python -m benchmarks.titles TEST_PAGES [--wrong]

TEST_PAGES holds a folder a page with source.html and expected-metadata.json. Titles are compared letter for letter, but
for blanks and kinds of quotation marks. What readability expects ends for one page in six in a name of the site, the
author or the channel, which Dateline takes off: a second count takes such titles for right too, where all that is
expected and not given stands behind a separator. Pages without an expected title are not counted.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import NoArticle, Unreadable
from corpus.reading.formats.html import read_html
from corpus.reading.items import Item

QUOTES = str.maketrans("’‘“”", "''\"\"")
BEHIND = re.compile(r"\s+(?:[-–—|·»@]|::|\[)\s*\S|\s?_\s?\S")
"""What begins a name behind a title: "Both piers repaired | The Harbour News"."""


def main() -> None:
    """Read every page, and print the counts of all and of every second page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--wrong", action="store_true", help="print the titles that are not the expected ones")
    options = parser.parse_args()
    rows = list(titles(options.folder))
    for name, chosen in (("all", rows), ("even", rows[::2]), ("odd", rows[1::2])):
        same = sum(given == wanted for _, wanted, given in chosen)
        read = sum(is_right(wanted, given) for _, wanted, given in chosen)
        print(f"{name}: {len(chosen)} pages, letter for letter {same}, but for names behind a separator {read}")
    for name, wanted, given in rows if options.wrong else ():
        if given != wanted:
            mark = "name" if is_right(wanted, given) else "other"
            print(f"{mark} {name}\n  expected {wanted!r}\n  given    {given!r}")


def titles(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each page's name, expected title and given title, in the order of names."""
    for page in sorted(folder.iterdir()):
        told = json.loads((page / "expected-metadata.json").read_text("utf-8")).get("title")
        if told:
            yield page.name, plain(told), plain(given_title(page / "source.html"))


def given_title(path: Path) -> str:
    """Return what Dateline calls a page, "" for one that it does not read."""
    try:
        (draft,) = read_html(Item(path.name, path.name, None, path.read_bytes()))
    except (NoArticle, Unreadable):
        return ""
    return draft.title


def plain(title: str) -> str:
    """Return a title with single blanks and straight quotation marks."""
    return " ".join(title.translate(QUOTES).split())


def is_right(wanted: str, given: str) -> bool:
    """Tell whether a title is the expected one, but for what stands behind a separator."""
    return (
        bool(given) and wanted.startswith(given) and (wanted == given or BEHIND.match(wanted, len(given)) is not None)
    )


if __name__ == "__main__":
    main()
