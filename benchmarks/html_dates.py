"""Measures how often a page's publication day is found, beside htmldate on the same pages in the same run.

    python benchmarks/html_dates.py EVAL_DIR

EVAL_DIR holds html_dates.jsonl ({"page", "url", "date"} a line) and html_dates.tar.xz with the pages. The rules were
tuned on 70% of the pages; the other part is reported by itself. That part is no longer quite unseen: on 2026-11-23, at
.904 of dated and .880 of all, its counts by kind and then its errors were looked at. Confidences of single fields,
datelines in first paragraphs and the limit for one of two days were set after that; later all 250 pages were used to
weigh bylines against fields and to choose what is left undated. Figures for fresh pages need fresh pages. Neither
program is told a page's address, except in the lines "with address".
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import tarfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from htmldate import find_date

from corpus.dating.deciding import decide
from corpus.errors import NoArticle, Unreadable
from corpus.model import ArticleDates, Precision
from corpus.reading.formats.html import read_html
from corpus.reading.items import Item
from corpus.reading.page.addresses import claims_from_url

SEED = 7
UNSEEN_SHARE = 0.3
BANDS = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)


@dataclass(frozen=True, slots=True)
class Page:
    """A page, its true day ("" if nobody knows), and whether it was kept aside while the rules were tuned."""

    name: str
    url: str
    day: str
    data: bytes
    unseen: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """The day that a program gives for a page, None for none, and how sure it is."""

    day: str | None
    confidence: float = 1.0


def main() -> None:
    """Run every program over every page and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="name the tuning pages that Dateline gets wrong")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    pages = load(options.folder)
    programs: dict[str, Callable[[Page], Reply]] = {
        "Dateline": lambda page: ours(page, told=False),
        "htmldate": lambda page: peer(page, told=False),
        "Dateline, with address": lambda page: ours(page, told=True),
        "htmldate, with address": lambda page: peer(page, told=True),
    }
    ours(pages[0], told=False)  # imports and tables are not what is timed
    replies: dict[str, list[Reply]] = {}
    for name, program in programs.items():
        start = time.perf_counter()
        replies[name] = [program(page) for page in pages]
        print(f"{name}: {len(pages) / (time.perf_counter() - start):.0f} pages a second")
    for title, chosen in (("tuning", {False}), ("unseen", {True}), ("all", {False, True})):
        print(f"\n{title}: {sum(page.unseen in chosen for page in pages)} pages")
        for name, given in replies.items():
            report(name, [(page, reply) for page, reply in zip(pages, given, strict=True) if page.unseen in chosen])
    mine = list(zip(pages, replies["Dateline"], strict=True))
    for title, part in (("tuning", False), ("unseen", True)):
        calibration(title, [(page, reply) for page, reply in mine if page.unseen is part])
    if options.errors:
        for page, reply in mine:
            if not page.unseen and reply.day != page.day:
                print(f"{page.name}: is {page.day or 'undated'}, given {reply.day} ({reply.confidence:.2f})")


def load(folder: Path) -> list[Page]:
    """Return the pages in a fixed order, three in ten of them set apart as unseen."""
    rows = [json.loads(line) for line in (folder / "html_dates.jsonl").read_text("utf-8").splitlines()]
    rows.sort(key=lambda row: str(row["page"]))
    random.Random(SEED).shuffle(rows)
    unseen = {row["page"] for row in rows[: int(len(rows) * UNSEEN_SHARE)]}
    with tarfile.open(folder / "html_dates.tar.xz") as tar:
        data = {member.name: stream.read() for member in tar if (stream := tar.extractfile(member)) is not None}
    return [
        Page(
            row["page"],
            row["url"],
            row["date"] if isinstance(row["date"], str) else "",
            data[row["page"]],
            row["page"] in unseen,
        )
        for row in rows
    ]


def ours(page: Page, *, told: bool) -> Reply:
    """Return the day that Dateline gives, from reading the whole page."""
    try:
        (draft,) = read_html(Item(page.name, page.name, None, page.data))
    except (NoArticle, Unreadable):  # left out as a list of other pages, or without text
        return Reply(None)
    return _reply(decide([*draft.claims, *(claims_from_url(page.url) if told else [])], draft.text))


def _reply(dates: ArticleDates) -> Reply:
    if dates.published is None or dates.published.precision is not Precision.DAY:
        return Reply(None)
    return Reply(dates.published.first.isoformat(), dates.confidence)


def peer(page: Page, *, told: bool) -> Reply:
    """Return the day that htmldate gives."""
    found = find_date(page.data, original_date=True, url=page.url if told else None)
    return Reply(date.fromisoformat(found).isoformat() if found else None)


def report(name: str, given: list[tuple[Page, Reply]]) -> None:
    """Print how often a program is right, wrong and silent."""
    dated = [(page, reply) for page, reply in given if reply.day is not None]
    right = sum(reply.day == page.day for page, reply in dated)
    wrong = len(dated) - right
    sure = sum(reply.day != page.day and reply.confidence >= 0.9 for page, reply in dated)
    print(
        f"  {name:24} right {right:3}, wrong {wrong:3}, none {len(given) - len(dated):3};"
        f" right of dated {right / max(len(dated), 1):.3f}, of all {right / len(given):.3f};"
        f" wrong with .9 or more {sure} ({sure / len(given):.1%})"
    )


def calibration(title: str, given: Iterable[tuple[Page, Reply]]) -> None:
    """Print how often days of each band of confidence are right."""
    counts = {band: [0, 0] for band in BANDS}
    for page, reply in given:
        if reply.day is not None:
            counts[max(band for band in BANDS if band <= reply.confidence)][reply.day == page.day] += 1
    print(f"\nconfidence of Dateline, {title}: right of said")
    for band, (wrong, right) in counts.items():
        if wrong + right:
            print(f"  from {band:.2f}: {right}/{wrong + right} = {right / (wrong + right):.2f}")
    wrong, right = (sum(pair[side] for band, pair in counts.items() if band >= 0.9) for side in (0, 1))
    print(f"  .90 and more together: {right}/{wrong + right} = {right / max(wrong + right, 1):.3f}")


if __name__ == "__main__":
    main()
