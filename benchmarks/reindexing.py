"""What readers notice of re-indexing: runs in a row, each with other words, while the page is asked all the time.

    python -m benchmarks.reindexing ARCHIVE --runs 48 --rate 20

Beside the archive there are ledgers of which every run finds another edition, told in each title and each paragraph.
An answer in which two editions stand is mixed, one with an edition that was replaced before the question is late. After
each run the page's open files, those of them that are deleted, and its memory are looked at. For Linux.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import urlsplit

import click

from benchmarks.process_tree import memory, tree
from tests.bot.web.running import LIMIT, running_page
from tests.conftest import SAMPLE, clean_environment

TOWNS = "Quarn Velm Ostheim Talau Brunn Karst Seewald Wendel Arle Dorn Hesp Ulm".split()
THINGS = "barrels lanterns anchors saddles kettles ladders bells candles".split()
EDITION = re.compile(r"Kontor edition (\d+)")
GRACE = 2.0
"""Seconds in which workers follow a new generation."""
THREADS = 8


class Looked(NamedTuple):
    """The page after a run.

    Attributes:
        run: its number, 0 for before the first.
        handles: open files, sockets and the like.
        deleted: of these, files that are deleted.
        private: bytes of memory that are not mapped from files.
    """

    run: int
    handles: int
    deleted: int
    private: int


@dataclass
class Book:
    """What came back.

    Attributes:
        counts: of answers: right, failed, mixed, late, early, empty.
        editions: with the moment from which on each has answered at the latest.
        begun: the newest edition that may be seen.
        faults: the first answers that were not right, in words.
    """

    counts: Counter[str] = field(default_factory=Counter)
    editions: list[tuple[int, float]] = field(default_factory=list)
    begun: int = 0
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, asked_at: float, status: int, body: str, *, ledger: bool) -> None:
        """Judge an answer."""
        kind, seen = self._judged(asked_at, status, body, ledger=ledger)
        with self.lock:
            self.counts[kind] += 1
            if kind != "right" and len(self.faults) < 10:
                self.faults.append(f"{kind}: status {status}, editions {sorted(seen)}")

    def _judged(self, asked_at: float, status: int, body: str, *, ledger: bool) -> tuple[str, set[int]]:
        if status != 200:
            return "failed", set()
        told = json.loads(body)
        passages = told["passages"] or told.get("closest", [])
        seen = {int(one) for passage in passages for one in EDITION.findall(f"{passage['title']} {passage['text']}")}
        if len(seen) > 1:
            return "mixed", seen
        if not seen:
            return "empty" if ledger else "right", seen
        (edition,) = seen
        least = max(number for number, since in self.editions if since + GRACE <= asked_at)
        if edition < least:
            return "late", seen
        return ("early" if edition > self.begun else "right"), seen


def write_ledgers(folder: Path, edition: int) -> None:
    """Write an edition of every ledger."""
    folder.mkdir(exist_ok=True)
    for town in TOWNS:
        paragraphs = (
            f"The harbour of {town} had {edition + place} {thing} in its stores when the clerk wrote Kontor edition "
            f"{edition}, and none of the {thing} were sold abroad that year by the merchants of {town}."
            for place, thing in enumerate(THINGS)
        )
        text = "\n\n".join([f"Ledger of {town}, Kontor edition {edition}", *paragraphs])
        (folder / f"{town}.txt").write_text(text, "utf-8")


def questions(chance: random.Random, others: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield questions, and whether it is the ledgers that answer."""
    while True:
        yield f"How many {chance.choice(THINGS)} did the harbour of {chance.choice(TOWNS)} have?", True
        if others:
            yield chance.choice(others), False


@contextmanager
def asking(url: str, book: Book, rate: float, others: Sequence[str]) -> Iterator[None]:
    """Ask all the time, so many questions a second."""
    ended = threading.Event()

    def work(seed: int) -> None:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=LIMIT)
        due = time.monotonic() + seed / rate
        for question, ledger in questions(random.Random(seed), others):
            if ended.wait(max(0.0, due - time.monotonic())):
                break
            due = max(due + THREADS / rate, time.monotonic())
            asked_at = time.monotonic()
            try:
                body = json.dumps({"question": question, "top": 5})
                connection.request("POST", "/api/ask", body, {"Content-Type": "application/json"})
                response = connection.getresponse()
                book.take(asked_at, response.status, response.read().decode("utf-8"), ledger=ledger)
            except (OSError, http.client.HTTPException, ValueError) as error:
                book.take(asked_at, 0, repr(error), ledger=ledger)
                connection.close()
        connection.close()

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(THREADS)]
    for one in threads:
        one.start()
    try:
        yield
    finally:
        ended.set()
        for one in threads:
            one.join()


def look(run: int, pid: int) -> Looked:
    """Look at the page and its processes."""
    pids = list(tree(pid))
    targets = []
    for one in pids:
        for handle in Path(f"/proc/{one}/fd").iterdir():
            try:
                targets.append(str(handle.readlink()))
            except OSError:  # closed meanwhile
                continue
    deleted = sum(target.endswith(" (deleted)") for target in targets)
    return Looked(run, len(targets), deleted, memory(pids).anonymous)


def index(home: Path, *paths: Path) -> None:
    """Index as a timer does."""
    subprocess.run(
        [sys.executable, "-m", "bot", "--home", str(home), "index", *map(str, paths)],
        env=clean_environment(PYTHONPATH=str(SAMPLE.parents[1])),
        stdout=subprocess.DEVNULL,
        check=True,
    )


def trial(
    archive: Path, work: Path, runs: int, rate: float, others: Sequence[str], **settings: str
) -> tuple[Book, list[Looked]]:
    """Re-index under questions; return what came back, and how the page was after each run.

    Args:
        archive: what is read beside the ledgers.
        work: an empty folder.
        runs: how many.
        rate: questions a second.
        others: questions on the archive.
        settings: of the page.
    """
    home, ledgers, book = work / "home", work / "ledgers", Book()
    write_ledgers(ledgers, 0)
    index(home, archive, ledgers)
    with running_page(home, work / "log", DATELINE_LOG_LEVEL="INFO", **settings) as page:
        for town in TOWNS[:THREADS]:  # processes that search begin one by one
            page.get(f"/api/ask?question={town}")
        book.editions.append((0, time.monotonic() - GRACE))
        with asking(page.url, book, rate, others):
            time.sleep(GRACE)
            looked = [look(0, page.process.pid)]
            for run in range(1, runs + 1):
                write_ledgers(ledgers, run)
                book.begun = run
                index(home, archive, ledgers)
                book.editions.append((run, time.monotonic()))
                time.sleep(GRACE)
                looked.append(look(run, page.process.pid))
                print(told(looked[-1], book), flush=True)
        page.stop()
    return book, looked


def told(one: Looked, book: Book) -> str:
    """Return a line on the page after a run."""
    answers = ", ".join(f"{number:,} {kind}" for kind, number in sorted(book.counts.items()))
    held = f"{one.handles} handles, {one.deleted} of deleted files, {one.private >> 20} MiB private"
    return f"run {one.run}: {held}; {answers}"


@click.command()
@click.argument("archive", type=click.Path(path_type=Path, exists=True))
@click.option("--runs", default=48, show_default=True)
@click.option("--rate", default=20.0, show_default=True, help="Questions a second.")
@click.option("--questions", "file", type=click.Path(path_type=Path, exists=True), help="Labelled ones on the archive.")
@click.option("--workers", default=0, show_default=True, help="Processes that search.")
def main(archive: Path, runs: int, rate: float, file: Path | None, workers: int) -> None:
    """Re-index ARCHIVE again and again while the page is asked."""
    lines = [] if file is None else file.read_text("utf-8").splitlines()
    others = [json.loads(line)["question"] for line in lines]
    with TemporaryDirectory() as work:
        book, looked = trial(archive, Path(work), runs, rate, others, DATELINE_WORKERS=str(workers))
    print(told(looked[0], Book()))
    later = looked[len(looked) // 3 :]
    handles, private = sorted(one.handles for one in later), sorted(one.private >> 20 for one in later)
    print(
        f"from run {later[0].run} on: {handles[0]} to {handles[-1]} handles, "
        f"at most {max(one.deleted for one in looked)} of deleted files, "
        f"{private[0]} to {private[-1]} MiB private"
    )
    for fault in book.faults:
        print(fault)
    sys.exit(int(set(book.counts) != {"right"}))


if __name__ == "__main__":
    main()
