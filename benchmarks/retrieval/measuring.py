"""Measures one engine on one set: builds, asks, starts, each in a process of its own, and judges what was found."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from benchmarks.builds import ROOT
from benchmarks.retrieval import synthetic
from benchmarks.retrieval.engines import ENGINES
from benchmarks.retrieval.judging import quality
from benchmarks.retrieval.processes import Failed, Job, command_seconds, run
from benchmarks.retrieval.sets import Labels
from index.evaluating.labelled import Labelled

Measurement = dict[str, Any]
"""What was measured of an engine on a set: ``set``, ``engine``, ``passages``, and figures or ``failed``."""


def prepare(labels: Labels, home: Path) -> None:
    """Have Dateline read a set's archive into a home; one that was read before is only brought up to date.

    Raises:
        ClickException: it could not be read.
    """
    if labels.size:
        synthetic.make(home, labels.size)
        return
    command = [sys.executable, "-m", "bot", "--home", str(home.resolve()), "index", str(labels.archive.resolve())]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise click.ClickException(f"{labels.name}: {done.stderr.strip()}")


class Measuring:
    """Measures the engines one after the other on one set.

    Args:
        labels: the set.
        home: of its store; indexes are built in a folder below it and removed when all engines have been asked.
        limit: seconds for each process.
    """

    def __init__(self, labels: Labels, home: Path, limit: float) -> None:
        self.labels = labels
        self.home = home
        self.limit = limit
        self.labelled: list[Labelled] = labels.read(labels.questions)
        self.questions = [one.question for one in self.labelled]
        self.built: dict[str, dict[str, Any] | Failed] = {}
        self.folders = home / "engines"
        shutil.rmtree(self.folders, ignore_errors=True)

    def measure(self, engine: str) -> Measurement:
        """Return what was measured, or that it failed and why."""
        found: Measurement = {
            "set": self.labels.name,
            "size": self.labels.size,
            "engine": engine,
            "measured": datetime.now(UTC).date().isoformat(),
            "questions": len(self.questions),
        }
        try:
            return found | self._measured(engine)
        except Failed as failed:
            return found | {"failed": str(failed)}

    def close(self) -> None:
        """Remove what was built."""
        shutil.rmtree(self.folders, ignore_errors=True)

    def _measured(self, engine: str) -> Measurement:
        built = self._built(engine)
        asked = run(self._job("ask", engine, self.questions), self.limit)
        judged = quality(self.home, self.labelled, asked.pop("rankings"))
        started = run(self._job("start", engine, self.questions[:1]), self.limit)
        figures = {
            "passages": built["passages"],
            "build_seconds": built["seconds"],
            "build_processor": built["processor"],
            "build_peak_bytes": built["peak_bytes"],
            "build_anonymous_bytes": built["anonymous_bytes"],
            "index_bytes": built["bytes"],
            **judged,
            **asked,
            "start_seconds": started["start"],
        }
        if engine == "dateline":
            figures["command_seconds"] = command_seconds(self._folder(engine), self.questions[0], self.limit)
        return figures

    def _built(self, engine: str) -> dict[str, Any]:
        """Build an index once, also where it is asked in two ways."""
        module = ENGINES[engine].module
        if module not in self.built:
            self._folder(engine).mkdir(parents=True)
            try:
                self.built[module] = run(self._job("build", engine), self.limit)
            except Failed as failed:
                self.built[module] = failed
        found = self.built[module]
        if isinstance(found, Failed):
            raise found
        return found

    def _folder(self, engine: str) -> Path:
        return self.folders / ENGINES[engine].module

    def _job(self, phase: str, engine: str, questions: Sequence[str] = ()) -> Job:
        home, folder = (str(path.resolve()) for path in (self.home, self._folder(engine)))
        return Job(phase, engine, home, folder, self.labels.language, questions)
