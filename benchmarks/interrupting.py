"""Kills what changes a home at random moments, and compares what comes of it with a run from nothing, row by row.

    make kills            two hundred kills of index, takedown and archives forget, on a mixed archive that changes

After each round the next run that is left alone has to give what a run from nothing gives: the same rows but for their
numbers, the same answers, no file that should not be there, and nothing of what was taken down. A reader asks all the
while. Times of reading and numbers of generations differ; nothing else may.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path

import corpus.workers
from benchmarks.mixed_archive import ANCHOR_ID, SECRET, MixedArchive
from bot.cli import archives, index, takedown  # noqa: F401 - a run is forked off, and finds them loaded
from bot.cli.main import main as dateline
from index.answering.searcher import Searcher
from index.building import build  # noqa: F401 - as above

SEED = 20
KILLS = 6
"""Of one command, until it is let come to its end."""
WITH_WORKERS = 0.1
"""Share of the runs with processes beside the main one, which take long to start."""
SLOWER = 5
"""Times that such a run takes longer."""
ASKED_ON = date(2024, 3, 1)
QUESTION = "Who lit the Zylqua lighthouse of Wemmel?"
QUESTIONS = (
    QUESTION,
    "What does row 5 tell of the mill?",
    "What does letter 3 say of the orchard?",
    "How was the granary of town 2 painted?",
    "When was the bridge of town 17 opened?",
    f"Where was the {SECRET} hidden?",
)
OWN = re.compile(r"archive\.db(-wal|-shm)?|\.indexing|index/current|index/generation-\d+/(manifest\.json|\w+\.npy)")
ROWS = (
    "SELECT name, root FROM archives",
    "SELECT path, size, modified, complete FROM sources",
    "SELECT path, line, digest, reason, due, left_out, address, captured FROM items",
    (
        "SELECT article_id, title, url, articles.source, language, authors, furniture, published_from, published_to,"
        " precision, kind, status, not_before, not_after, captured, confidence, format, read_by"
        " FROM articles WHERE retired_in IS NULL"
    ),
    (
        "SELECT article_id, ordinal, text, heading, mentions FROM passages JOIN articles ON articles.id = article"
        " WHERE retired_in IS NULL"
    ),
    (
        "SELECT article_id, role, claims.kind, first, last, words, place, claims.confidence, counts_as, why FROM claims"
        " JOIN articles ON articles.id = article WHERE retired_in IS NULL"
    ),
    "SELECT article_id FROM takedowns",
    "SELECT 1 FROM passages WHERE article NOT IN (SELECT id FROM articles)",
    "SELECT 1 FROM claims WHERE article NOT IN (SELECT id FROM articles)",
    "SELECT 1 FROM articles WHERE retired_in IS NULL AND item_id NOT IN (SELECT id FROM items)",
    "SELECT 1 FROM items WHERE source_id NOT IN (SELECT id FROM sources)",
    "SELECT key FROM meta WHERE key IN ('expunging')",
)


class Failed(Exception):
    """What may never be was seen."""


def run(home: Path, words: list[str], within: float | None = None, *, workers: bool = False) -> str | None:
    """Run a command in a process of its own; return what it says where it fails, "" if it does not, None if killed.

    Args:
        home: where the store is.
        words: of the command.
        within: seconds after which it is killed.
        workers: start some; only their parent is killed then, as they have to end by themselves.
    """
    told = home.with_suffix(".told")
    child = os.fork()
    if not child:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        sys.argv = ["dateline", "--home", str(home), *words]
        if not workers:
            corpus.workers.cores = lambda: 0
        status = 0
        try:
            dateline()
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 1
        except BaseException as error:  # noqa: BLE001 - the parent tells
            os.write(2, f"Traceback {error!r}".encode())
            status = 1
        os._exit(status)
    deadline = None if within is None else time.perf_counter() + within
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            said = told.read_text()
            if "Traceback" in said:
                raise Failed(f"{' '.join(words)}: {said}")
            return said or "failed" if status else ""
        if deadline is not None and time.perf_counter() > deadline:
            if not workers:
                with suppress(ProcessLookupError):  # it has no group of its own yet
                    os.killpg(child, signal.SIGKILL)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return None
        time.sleep(0.001)


def read_on(home: Path, pipe: Connection) -> None:
    """Ask again and again until told to stop; send how often it was answered, or what went wrong."""
    asked = 0
    try:
        searcher = Searcher(home, compiled=False)
        while not pipe.poll():
            answer = searcher.answer(QUESTION, ASKED_ON)
            if not answer.matches or answer.matches[0].passage.article.article_id != ANCHOR_ID:
                pipe.send(f"after {asked} answers the archive does not answer any more: {answer.verdict}")
                return
            asked += 1
        searcher.close()
        pipe.send(asked)
    except Exception as error:  # noqa: BLE001 - the parent tells
        pipe.send(f"after {asked} answers: {error!r}")


def rows(home: Path) -> list[list[tuple[object, ...]]]:
    """Return what a store holds, put in order."""
    with closing(sqlite3.connect(home / "archive.db")) as store:
        return [sorted(store.execute(sql).fetchall(), key=repr) for sql in ROWS]


def answers(home: Path) -> list[tuple[str, object]]:
    """Return the verdict and the first passage of some questions."""
    searcher = Searcher(home, compiled=False)
    found = [searcher.answer(question, ASKED_ON) for question in QUESTIONS]
    searcher.close()
    return [(one.verdict, one.matches[0].passage.text if one.verdict == "answer" else None) for one in found]


def compare(disturbed: Path, fresh: Path) -> None:
    """Compare two homes.

    Raises:
        Failed: they differ in more than numbers, or one has a file too many.
    """
    for sql, one, two in zip(ROWS, rows(disturbed), rows(fresh), strict=True):
        if one != two:
            only = [sorted(set(a) - set(b), key=repr)[:4] for a, b in ((one, two), (two, one))]
            raise Failed(
                f"{sql}\n  {len(one)} rows, {len(two)} from nothing\n  only {only[0]}\n  from nothing {only[1]}"
            )
    if answers(disturbed) != answers(fresh):
        raise Failed(f"answers: {answers(disturbed)}\nfrom nothing: {answers(fresh)}")
    files = [file.relative_to(disturbed).as_posix() for file in sorted(disturbed.rglob("*")) if file.is_file()]
    stray = [file for file in files if not OWN.fullmatch(file)]
    if stray or len(list(disturbed.glob("index/generation-*"))) > 2:
        raise Failed(f"stray files: {stray or files}")


def traces(home: Path) -> list[str]:
    """Return the files of a home in which a word stands that was taken down."""
    words = [SECRET.encode(), SECRET.lower().encode()]
    return [file.name for file in home.rglob("*") if file.is_file() and any(one in file.read_bytes() for one in words)]


class Trial:
    """A home that is disturbed round by round."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder = folder
        self.chance = chance
        self.archive = MixedArchive(folder, chance)
        self.extra = folder / "extra"
        self.home = folder / "home"
        self.taken_down: list[str] = []
        self.kills = 0
        self.seconds: dict[str, float] = {}
        self.finish(self.indexing())

    def indexing(self) -> list[str]:
        """Return the words that index what is there; more than a tenth may be gone."""
        return ["index", str(self.archive.root), *([str(self.extra)] if self.extra.exists() else []), "--force"]

    def round(self, number: int) -> str:
        """Change something, disturb what takes it in, and compare; return what it was."""
        if self.chance.random() < 0.2:
            self.archive.move()
            self._disturb(self.indexing())
            self.finish(self.indexing())
        self.archive.change(number)
        steps: list[Callable[[int], str]] = [self._index, self._take_down, self._forget, self._index]
        what = steps[number % len(steps)](number)
        self.finish(self.indexing())
        fresh = self.folder / "fresh"
        self._from_nothing(fresh)
        compare(self.home, fresh)
        shutil.rmtree(fresh)
        return what

    def finish(self, words: list[str]) -> None:
        """Run a command undisturbed.

        Raises:
            Failed: it fails.
        """
        begun = time.perf_counter()
        if said := run(self.home, words):
            raise Failed(f"{' '.join(words)}: {said}")
        self.seconds[words[0]] = time.perf_counter() - begun

    def _disturb(self, words: list[str]) -> None:
        """Kill a command again and again; what it takes when it is let be tells from when to when."""
        longest = self.seconds.get(words[0], 1.0)
        for _ in range(KILLS):
            workers = self.chance.random() < WITH_WORKERS
            within = self.chance.uniform(0, longest * (SLOWER if workers else 1))
            begun = time.perf_counter()
            if run(self.home, words, within, workers=workers) is not None:
                if not workers:
                    self.seconds[words[0]] = time.perf_counter() - begun
                return
            self.kills += 1

    def _index(self, number: int) -> str:
        self._disturb(self.indexing())
        return "index" if number % 2 else "index again"

    def _take_down(self, number: int) -> str:
        for before in self.taken_down:
            self.finish(["takedown", before, "--archive", "mixed", "--undo"])
            (self.archive.root / f"{before}.txt").unlink()
        self.taken_down = []
        name = self.archive.with_secret(number)
        self.finish(self.indexing())
        if not traces(self.home):
            raise Failed(f"{name} was not read")
        words = ["takedown", name, "--archive", "mixed"]
        self._disturb(words)
        said = run(self.home, words)  # it may be down already
        self.taken_down.append(name)
        self.finish(self.indexing())
        if left := traces(self.home):
            raise Failed(f"takedown of {name} ({said}): its words are in {left}")
        return "takedown"

    def _forget(self, number: int) -> str:
        self.extra.mkdir()
        for one in range(10):
            (self.extra / f"{one}.txt").write_text(f"Another note {one} of the {SECRET}, in round {number}.")
        self.finish(self.indexing())
        for file in self.extra.iterdir():
            file.unlink()
        self.extra.rmdir()
        words = ["archives", "forget", "extra"]
        self._disturb(words)
        run(self.home, words)  # it may be forgotten already
        self.finish(self.indexing())
        if left := traces(self.home):
            raise Failed(f"what was forgotten is in {left}")
        return "archives forget"

    def _from_nothing(self, fresh: Path) -> None:
        if run(fresh, self.indexing()):
            raise Failed("from nothing: it cannot be read")
        for name in self.taken_down:
            if said := run(fresh, ["takedown", name, "--archive", "mixed"]):
                raise Failed(f"from nothing: {said}")


def main() -> None:
    """Kill, carry on, and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder), random.Random(asked.seed))
        here, there = Pipe()
        reader = get_context("fork").Process(target=read_on, args=(trial.home, there), daemon=True)
        reader.start()
        number = 0
        while trial.kills < asked.kills:
            number += 1
            what = trial.round(number)
            if here.poll():
                raise Failed(f"a reader, in round {number} ({what}): {here.recv()}")
            print(f"round {number}, {what}: {trial.kills} kills, all as from nothing", flush=True)
        here.send("stop")
        print(f"a reader was answered {here.recv()} times meanwhile")


if __name__ == "__main__":
    main()
