"""Kills what changes a home at random moments, and compares what comes of it with a run from nothing, row by row.

    make kills            two hundred kills of index, takedown, archives forget, move and rename, backup and restore, on
                          a mixed archive

After each round the next run that is left alone has to give what a run from nothing gives: the same rows but for their
numbers, the same answers, no file that should not be there, and nothing of what was taken down. A reader asks all the
while. Times of reading and numbers of generations differ; nothing else may.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path

import corpus.workers
from benchmarks.mixed_archive import ANCHOR_ID, SECRET, MixedArchive
from benchmarks.same_homes import ASKED_ON, QUESTION, Failed, compare, rows, traces
from bot.backup import making, restoring  # noqa: F401 - as below
from bot.cli import archives, backup, index, restore, takedown  # noqa: F401 - a run is forked off, and finds them loaded
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


class Trial:
    """A home that is disturbed round by round."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder = folder
        self.chance = chance
        self.archive = MixedArchive(folder, chance)
        self.extra = folder / "extra"
        self.home = folder / "home"
        self.restored = folder / "restored"
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
        steps: list[Callable[[int], str]] = [
            self._index, self._back_up, self._take_down, self._keep_by_name, self._forget, self._back_up,
        ]  # fmt: skip
        what = steps[number % len(steps)](number)
        self.finish(self.indexing())
        fresh = self.folder / "fresh"
        self._from_nothing(fresh)
        compare(self.home, fresh)
        if self.restored.exists():
            self.finish(self.indexing(), self.restored)
            compare(self.restored, fresh)
            shutil.rmtree(self.restored)
        shutil.rmtree(fresh)
        return what

    def finish(self, words: list[str], home: Path | None = None) -> None:
        """Run a command undisturbed, on the home unless another is given.

        Raises:
            Failed: it fails.
        """
        begun = time.perf_counter()
        if said := run(home or self.home, words):
            raise Failed(f"{' '.join(words)}: {said}")
        self.seconds[_kind(words)] = time.perf_counter() - begun

    def _disturb(self, words: list[str], home: Path | None = None) -> None:
        """Kill a command again and again; what it takes when it is let be tells from when to when."""
        longest = self.seconds.get(_kind(words), 1.0)
        for _ in range(KILLS):
            workers = self.chance.random() < WITH_WORKERS
            within = self.chance.uniform(0, longest * (SLOWER if workers else 1))
            begun = time.perf_counter()
            if run(home or self.home, words, within, workers=workers) is not None:
                if not workers:
                    self.seconds[_kind(words)] = time.perf_counter() - begun
                return
            self.kills += 1

    def _index(self, number: int) -> str:
        self._disturb(self.indexing())
        return "index" if number % 2 else "index again"

    def _back_up(self, _number: int) -> str:
        """Back up what killed runs have left, and restore that, killed again and again; it has to be what was there."""
        self._disturb(self.indexing())
        file = self.folder / "backup.tar.zst"
        self.finish(["backup", str(file)])
        for words, home in ((["backup", str(file)], self.home), (["restore", str(file), "--replace"], self.restored)):
            self._disturb(words, home)
            self._disturb(words, home)
            if said := run(home, words):
                raise Failed(f"{' '.join(words)}: {said}")
        self.finish(["restore", str(file), "--replace"], self.restored)  # the run before may have ended a killed one
        if rows(self.restored) != rows(self.home):
            raise Failed("what was restored is not what was backed up")
        if left := [one.name for one in self.folder.glob(".backup*")]:
            raise Failed(f"a backup has left {left}")
        return "backup and restore"

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

    def _keep_by_name(self, number: int) -> str:
        """Move and rename the archive by their commands; what was killed has done all or nothing of it."""
        name = f"mixed{number}"
        for words in (["archives", "rename", "mixed", name], ["archives", "rename", name, "mixed"]):
            self._disturb(words)
            said = run(self.home, words)  # it may be called so already
            if said and f"{words[2]}: no archive has this name" not in said:
                raise Failed(f"{' '.join(words)}: {said}")
        self.archive.move()
        words = ["archives", "move", "mixed", str(self.archive.root)]
        self._disturb(words)
        self.finish(words)
        self._disturb(self.indexing())
        return "archives rename and move"

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


def _kind(words: list[str]) -> str:
    """Return the command, whose runs take about as long as each other."""
    return " ".join(words[:2] if words[0] == "archives" else words[:1])


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
